"""Drafts → records with exact evidence, or rejections with their reasons. Pure."""
