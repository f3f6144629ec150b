"""Confidences are held against what turned out right."""

import pytest

from syriaevents.evaluate.calibration import Bin, calibration_error, reliability


def test_bins_hold_records_of_nearly_the_same_confidence() -> None:
    """Ten bins, the empty ones left out, each with its mean confidence and its share of right records."""
    first, last = reliability([(0.62, True), (0.68, False), (1.0, True)])
    assert (0.6, 0.7, 2, pytest.approx(0.65), 0.5) == (
        first.low,
        first.high,
        first.records,
        first.confidence,
        first.right,
    )
    assert Bin(low=0.9, high=1.0, records=1, confidence=1.0, right=1.0) == last


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    """Half of those that are half sure are right."""
    assert 0.0 == calibration_error([(0.5, True), (0.5, False)]) == calibration_error([])


def test_the_error_weighs_bins_by_their_records() -> None:
    """Three records off by 0.95 count thrice as much as one that is off by 0.85."""
    estimates = [(0.95, False)] * 3 + [(0.15, True)]
    assert (3 * 0.95 + 0.85) / 4 == pytest.approx(calibration_error(estimates))
