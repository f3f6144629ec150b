-- The tables of a syriaevents export, schema version 1, for PostgreSQL. Generated.

CREATE TABLE "articles" (
  "article_id" text NOT NULL,
  "title" text,
  "source" text,
  "url" text,
  "published" date,
  "language" text,
  "text" text NOT NULL,
  "model" text NOT NULL,
  "prompt_version" text NOT NULL,
  "schema_version" text NOT NULL,
  "prompt_tokens" bigint NOT NULL,
  "completion_tokens" bigint NOT NULL,
  "cached_tokens" bigint NOT NULL,
  "requests" bigint NOT NULL,
  "seconds" double precision NOT NULL,
  PRIMARY KEY ("article_id")
);
COMMENT ON TABLE "articles" IS 'The articles, and how each was read.';
COMMENT ON COLUMN "articles"."article_id" IS 'The article.';
COMMENT ON COLUMN "articles"."title" IS 'Headline, where the source gives one apart from the text.';
COMMENT ON COLUMN "articles"."source" IS 'Outlet or agency.';
COMMENT ON COLUMN "articles"."url" IS 'Where it was published.';
COMMENT ON COLUMN "articles"."published" IS 'Day of publication, ISO 8601.';
COMMENT ON COLUMN "articles"."language" IS 'ISO 639-1 code.';
COMMENT ON COLUMN "articles"."text" IS 'The article''s text, untouched.';
COMMENT ON COLUMN "articles"."model" IS 'The model that answered.';
COMMENT ON COLUMN "articles"."prompt_version" IS 'Version of the prompt and its worked examples.';
COMMENT ON COLUMN "articles"."schema_version" IS 'Version of this format.';
COMMENT ON COLUMN "articles"."prompt_tokens" IS 'Tokens sent.';
COMMENT ON COLUMN "articles"."completion_tokens" IS 'Tokens answered.';
COMMENT ON COLUMN "articles"."cached_tokens" IS 'Tokens sent that the server had in its prompt cache.';
COMMENT ON COLUMN "articles"."requests" IS 'Calls made, failed ones too.';
COMMENT ON COLUMN "articles"."seconds" IS 'Wall time, seconds.';

CREATE TABLE "actors" (
  "article_id" text NOT NULL,
  "id" text NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "role" text,
  "country" text,
  "resolution" text,
  "plover" text,
  "acled_inter" bigint,
  PRIMARY KEY ("article_id", "id"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "actors" IS 'Who plays a role in a record.';
COMMENT ON COLUMN "actors"."article_id" IS 'The article.';
COMMENT ON COLUMN "actors"."id" IS 'Id within the article.';
COMMENT ON COLUMN "actors"."name" IS 'Usual English name, or the fullest form in the article.';
COMMENT ON COLUMN "actors"."kind" IS 'What sort of actor it is.';
COMMENT ON COLUMN "actors"."role" IS 'Office or function, as known at the article''s date.';
COMMENT ON COLUMN "actors"."country" IS 'ISO 3166-1 alpha-2 code of the country it belongs to.';
COMMENT ON COLUMN "actors"."resolution" IS 'How the library knew; null: it did not, and the actor is the article''s own.';
COMMENT ON COLUMN "actors"."plover" IS 'PLOVER/CAMEO actor code, such as SYRGOV.';
COMMENT ON COLUMN "actors"."acled_inter" IS 'ACLED inter code.';

CREATE TABLE "mentions" (
  "article_id" text NOT NULL,
  "actor_id" text NOT NULL,
  "position" bigint NOT NULL,
  "start_offset" bigint NOT NULL,
  "end_offset" bigint NOT NULL,
  "text" text NOT NULL,
  PRIMARY KEY ("article_id", "actor_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "mentions" IS 'Where an article names its actors.';
COMMENT ON COLUMN "mentions"."article_id" IS 'The article.';
COMMENT ON COLUMN "mentions"."actor_id" IS 'The actor.';
COMMENT ON COLUMN "mentions"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "mentions"."start_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "mentions"."end_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "mentions"."text" IS 'The words themselves, untouched.';

CREATE TABLE "statements" (
  "article_id" text NOT NULL,
  "id" text NOT NULL,
  "speaker_mention" text NOT NULL,
  "speaker_actor_id" text,
  "addressee_mention" text,
  "addressee_actor_id" text,
  "act" text NOT NULL,
  "about" text,
  "direct" boolean NOT NULL,
  "date_mention" text,
  "date_start" date,
  "date_end" date,
  "date_precision" bigint,
  "date_acled_precision" bigint,
  "date_note" text,
  "cameo" text,
  "plover" text,
  "plover_mode" text,
  "quad" text,
  "acled_event" text,
  "acled_sub_event" text,
  "confidence" double precision,
  PRIMARY KEY ("article_id", "id"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "statements" IS 'Who said what.';
COMMENT ON COLUMN "statements"."article_id" IS 'The article.';
COMMENT ON COLUMN "statements"."id" IS 'Id within the article.';
COMMENT ON COLUMN "statements"."speaker_mention" IS 'Who speaks. The words of the article that name them.';
COMMENT ON COLUMN "statements"."speaker_actor_id" IS 'Who speaks. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "statements"."addressee_mention" IS 'Whom it is said to or asked of. The words of the article that name them.';
COMMENT ON COLUMN "statements"."addressee_actor_id" IS 'Whom it is said to or asked of. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "statements"."act" IS 'What the speaker does by saying it.';
COMMENT ON COLUMN "statements"."about" IS 'Words of the evidence that say what it is about.';
COMMENT ON COLUMN "statements"."direct" IS 'True where the speaker is quoted word for word.';
COMMENT ON COLUMN "statements"."date_mention" IS 'When it was said. The words of the article that give the date.';
COMMENT ON COLUMN "statements"."date_start" IS 'When it was said. First possible day; null while relative.';
COMMENT ON COLUMN "statements"."date_end" IS 'When it was said. Last possible day; null while relative.';
COMMENT ON COLUMN "statements"."date_precision" IS 'When it was said. UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year.';
COMMENT ON COLUMN "statements"."date_acled_precision" IS 'When it was said. ACLED time_precision: 1 day, 2 week, 3 month.';
COMMENT ON COLUMN "statements"."date_note" IS 'When it was said. Why the date stays open, or what contradicts it.';
COMMENT ON COLUMN "statements"."cameo" IS 'CAMEO event root, two digits.';
COMMENT ON COLUMN "statements"."plover" IS 'PLOVER event type.';
COMMENT ON COLUMN "statements"."plover_mode" IS 'PLOVER mode.';
COMMENT ON COLUMN "statements"."quad" IS 'PLOVER quad class.';
COMMENT ON COLUMN "statements"."acled_event" IS 'ACLED event type.';
COMMENT ON COLUMN "statements"."acled_sub_event" IS 'ACLED sub-event type.';
COMMENT ON COLUMN "statements"."confidence" IS 'Probability that the record is right (its evidence and the one named first in it), calibrated on annotated articles with the embedded engine; null where it was not estimated.';

CREATE TABLE "quotes" (
  "article_id" text NOT NULL,
  "statement_id" text NOT NULL,
  "position" bigint NOT NULL,
  "sentence" bigint NOT NULL,
  "start_offset" bigint NOT NULL,
  "end_offset" bigint NOT NULL,
  "text" text NOT NULL,
  PRIMARY KEY ("article_id", "statement_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "quotes" IS 'The direct quotations of statements, without their marks.';
COMMENT ON COLUMN "quotes"."article_id" IS 'The article.';
COMMENT ON COLUMN "quotes"."statement_id" IS 'The statement.';
COMMENT ON COLUMN "quotes"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "quotes"."sentence" IS 'Number of the sentence they begin in, counted from 1.';
COMMENT ON COLUMN "quotes"."start_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "quotes"."end_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "quotes"."text" IS 'The words themselves, untouched.';

CREATE TABLE "military_movements" (
  "article_id" text NOT NULL,
  "id" text NOT NULL,
  "actor_mention" text NOT NULL,
  "actor_actor_id" text,
  "action" text NOT NULL,
  "target_mention" text,
  "target_actor_id" text,
  "place_mention" text,
  "place_name" text,
  "place_geonames_id" bigint,
  "place_lat" double precision,
  "place_lon" double precision,
  "place_admin1" text,
  "place_country" text,
  "place_precision" bigint,
  "place_acled_precision" bigint,
  "place_near" boolean,
  "place_candidates" jsonb,
  "origin_mention" text,
  "origin_name" text,
  "origin_geonames_id" bigint,
  "origin_lat" double precision,
  "origin_lon" double precision,
  "origin_admin1" text,
  "origin_country" text,
  "origin_precision" bigint,
  "origin_acled_precision" bigint,
  "origin_near" boolean,
  "origin_candidates" jsonb,
  "destination_mention" text,
  "destination_name" text,
  "destination_geonames_id" bigint,
  "destination_lat" double precision,
  "destination_lon" double precision,
  "destination_admin1" text,
  "destination_country" text,
  "destination_precision" bigint,
  "destination_acled_precision" bigint,
  "destination_near" boolean,
  "destination_candidates" jsonb,
  "force_size_low" bigint,
  "force_size_best" bigint,
  "force_size_high" bigint,
  "weapons" jsonb NOT NULL,
  "killed_low" bigint,
  "killed_best" bigint,
  "killed_high" bigint,
  "wounded_low" bigint,
  "wounded_best" bigint,
  "wounded_high" bigint,
  "date_mention" text,
  "date_start" date,
  "date_end" date,
  "date_precision" bigint,
  "date_acled_precision" bigint,
  "date_note" text,
  "assertion" text NOT NULL,
  "attributed_to_mention" text,
  "attributed_to_actor_id" text,
  "cameo" text,
  "plover" text,
  "plover_mode" text,
  "quad" text,
  "acled_event" text,
  "acled_sub_event" text,
  "confidence" double precision,
  PRIMARY KEY ("article_id", "id"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "military_movements" IS 'Who moved or struck where.';
COMMENT ON COLUMN "military_movements"."article_id" IS 'The article.';
COMMENT ON COLUMN "military_movements"."id" IS 'Id within the article.';
COMMENT ON COLUMN "military_movements"."actor_mention" IS 'Who acts. The words of the article that name them.';
COMMENT ON COLUMN "military_movements"."actor_actor_id" IS 'Who acts. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "military_movements"."action" IS 'What they do.';
COMMENT ON COLUMN "military_movements"."target_mention" IS 'Whom or what it is directed against. The words of the article that name them.';
COMMENT ON COLUMN "military_movements"."target_actor_id" IS 'Whom or what it is directed against. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "military_movements"."place_mention" IS 'Where it happens. The words of the article that name the place.';
COMMENT ON COLUMN "military_movements"."place_name" IS 'Where it happens. The place''s usual English name.';
COMMENT ON COLUMN "military_movements"."place_geonames_id" IS 'Where it happens. GeoNames id.';
COMMENT ON COLUMN "military_movements"."place_lat" IS 'Where it happens. Latitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."place_lon" IS 'Where it happens. Longitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."place_admin1" IS 'Where it happens. First-order division (governorate, province).';
COMMENT ON COLUMN "military_movements"."place_country" IS 'Where it happens. ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN "military_movements"."place_precision" IS 'Where it happens. UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, 5 larger or between places, 6 country, 7 water or airspace.';
COMMENT ON COLUMN "military_movements"."place_acled_precision" IS 'Where it happens. ACLED geo_precision: 1 town, 2 near a town, 3 larger region.';
COMMENT ON COLUMN "military_movements"."place_near" IS 'Where it happens. True where the text says near, east of, outside: not the place itself.';
COMMENT ON COLUMN "military_movements"."place_candidates" IS 'Where it happens. Places the name may mean, where context did not decide.';
COMMENT ON COLUMN "military_movements"."origin_mention" IS 'Where they come from. The words of the article that name the place.';
COMMENT ON COLUMN "military_movements"."origin_name" IS 'Where they come from. The place''s usual English name.';
COMMENT ON COLUMN "military_movements"."origin_geonames_id" IS 'Where they come from. GeoNames id.';
COMMENT ON COLUMN "military_movements"."origin_lat" IS 'Where they come from. Latitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."origin_lon" IS 'Where they come from. Longitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."origin_admin1" IS 'Where they come from. First-order division (governorate, province).';
COMMENT ON COLUMN "military_movements"."origin_country" IS 'Where they come from. ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN "military_movements"."origin_precision" IS 'Where they come from. UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, 5 larger or between places, 6 country, 7 water or airspace.';
COMMENT ON COLUMN "military_movements"."origin_acled_precision" IS 'Where they come from. ACLED geo_precision: 1 town, 2 near a town, 3 larger region.';
COMMENT ON COLUMN "military_movements"."origin_near" IS 'Where they come from. True where the text says near, east of, outside: not the place itself.';
COMMENT ON COLUMN "military_movements"."origin_candidates" IS 'Where they come from. Places the name may mean, where context did not decide.';
COMMENT ON COLUMN "military_movements"."destination_mention" IS 'Where they go. The words of the article that name the place.';
COMMENT ON COLUMN "military_movements"."destination_name" IS 'Where they go. The place''s usual English name.';
COMMENT ON COLUMN "military_movements"."destination_geonames_id" IS 'Where they go. GeoNames id.';
COMMENT ON COLUMN "military_movements"."destination_lat" IS 'Where they go. Latitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."destination_lon" IS 'Where they go. Longitude, WGS 84 degrees.';
COMMENT ON COLUMN "military_movements"."destination_admin1" IS 'Where they go. First-order division (governorate, province).';
COMMENT ON COLUMN "military_movements"."destination_country" IS 'Where they go. ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN "military_movements"."destination_precision" IS 'Where they go. UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, 5 larger or between places, 6 country, 7 water or airspace.';
COMMENT ON COLUMN "military_movements"."destination_acled_precision" IS 'Where they go. ACLED geo_precision: 1 town, 2 near a town, 3 larger region.';
COMMENT ON COLUMN "military_movements"."destination_near" IS 'Where they go. True where the text says near, east of, outside: not the place itself.';
COMMENT ON COLUMN "military_movements"."destination_candidates" IS 'Where they go. Places the name may mean, where context did not decide.';
COMMENT ON COLUMN "military_movements"."force_size_low" IS 'How many people act. Smallest number the text allows.';
COMMENT ON COLUMN "military_movements"."force_size_best" IS 'How many people act. The number the text names.';
COMMENT ON COLUMN "military_movements"."force_size_high" IS 'How many people act. Largest number the text allows.';
COMMENT ON COLUMN "military_movements"."weapons" IS 'Weapons and vehicles, in the words of the article.';
COMMENT ON COLUMN "military_movements"."killed_low" IS 'People killed. Smallest number the text allows.';
COMMENT ON COLUMN "military_movements"."killed_best" IS 'People killed. The number the text names.';
COMMENT ON COLUMN "military_movements"."killed_high" IS 'People killed. Largest number the text allows.';
COMMENT ON COLUMN "military_movements"."wounded_low" IS 'People wounded. Smallest number the text allows.';
COMMENT ON COLUMN "military_movements"."wounded_best" IS 'People wounded. The number the text names.';
COMMENT ON COLUMN "military_movements"."wounded_high" IS 'People wounded. Largest number the text allows.';
COMMENT ON COLUMN "military_movements"."date_mention" IS 'When it happens. The words of the article that give the date.';
COMMENT ON COLUMN "military_movements"."date_start" IS 'When it happens. First possible day; null while relative.';
COMMENT ON COLUMN "military_movements"."date_end" IS 'When it happens. Last possible day; null while relative.';
COMMENT ON COLUMN "military_movements"."date_precision" IS 'When it happens. UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year.';
COMMENT ON COLUMN "military_movements"."date_acled_precision" IS 'When it happens. ACLED time_precision: 1 day, 2 week, 3 month.';
COMMENT ON COLUMN "military_movements"."date_note" IS 'When it happens. Why the date stays open, or what contradicts it.';
COMMENT ON COLUMN "military_movements"."assertion" IS 'How the article stands to it.';
COMMENT ON COLUMN "military_movements"."attributed_to_mention" IS 'Whose word the article gives it on. The words of the article that name them.';
COMMENT ON COLUMN "military_movements"."attributed_to_actor_id" IS 'Whose word the article gives it on. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "military_movements"."cameo" IS 'CAMEO event root, two digits.';
COMMENT ON COLUMN "military_movements"."plover" IS 'PLOVER event type.';
COMMENT ON COLUMN "military_movements"."plover_mode" IS 'PLOVER mode.';
COMMENT ON COLUMN "military_movements"."quad" IS 'PLOVER quad class.';
COMMENT ON COLUMN "military_movements"."acled_event" IS 'ACLED event type.';
COMMENT ON COLUMN "military_movements"."acled_sub_event" IS 'ACLED sub-event type.';
COMMENT ON COLUMN "military_movements"."confidence" IS 'Probability that the record is right (its evidence and the one named first in it), calibrated on annotated articles with the embedded engine; null where it was not estimated.';

CREATE TABLE "diplomatic_initiatives" (
  "article_id" text NOT NULL,
  "id" text NOT NULL,
  "mediator_mention" text,
  "mediator_actor_id" text,
  "action" text NOT NULL,
  "topic" text,
  "conditions" jsonb NOT NULL,
  "status" text NOT NULL,
  "place_mention" text,
  "place_name" text,
  "place_geonames_id" bigint,
  "place_lat" double precision,
  "place_lon" double precision,
  "place_admin1" text,
  "place_country" text,
  "place_precision" bigint,
  "place_acled_precision" bigint,
  "place_near" boolean,
  "place_candidates" jsonb,
  "date_mention" text,
  "date_start" date,
  "date_end" date,
  "date_precision" bigint,
  "date_acled_precision" bigint,
  "date_note" text,
  "cameo" text,
  "plover" text,
  "plover_mode" text,
  "quad" text,
  "acled_event" text,
  "acled_sub_event" text,
  "confidence" double precision,
  PRIMARY KEY ("article_id", "id"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "diplomatic_initiatives" IS 'Who offered, met, mediated or refused what.';
COMMENT ON COLUMN "diplomatic_initiatives"."article_id" IS 'The article.';
COMMENT ON COLUMN "diplomatic_initiatives"."id" IS 'Id within the article.';
COMMENT ON COLUMN "diplomatic_initiatives"."mediator_mention" IS 'Who stands between them. The words of the article that name them.';
COMMENT ON COLUMN "diplomatic_initiatives"."mediator_actor_id" IS 'Who stands between them. The id of the actor in Extraction.actors.';
COMMENT ON COLUMN "diplomatic_initiatives"."action" IS 'What they do.';
COMMENT ON COLUMN "diplomatic_initiatives"."topic" IS 'Words of the evidence that say what it is about.';
COMMENT ON COLUMN "diplomatic_initiatives"."conditions" IS 'What it is made to depend on, in the evidence''s words.';
COMMENT ON COLUMN "diplomatic_initiatives"."status" IS 'How far it has come.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_mention" IS 'Where it takes place. The words of the article that name the place.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_name" IS 'Where it takes place. The place''s usual English name.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_geonames_id" IS 'Where it takes place. GeoNames id.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_lat" IS 'Where it takes place. Latitude, WGS 84 degrees.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_lon" IS 'Where it takes place. Longitude, WGS 84 degrees.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_admin1" IS 'Where it takes place. First-order division (governorate, province).';
COMMENT ON COLUMN "diplomatic_initiatives"."place_country" IS 'Where it takes place. ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_precision" IS 'Where it takes place. UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, 5 larger or between places, 6 country, 7 water or airspace.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_acled_precision" IS 'Where it takes place. ACLED geo_precision: 1 town, 2 near a town, 3 larger region.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_near" IS 'Where it takes place. True where the text says near, east of, outside: not the place itself.';
COMMENT ON COLUMN "diplomatic_initiatives"."place_candidates" IS 'Where it takes place. Places the name may mean, where context did not decide.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_mention" IS 'When it takes place. The words of the article that give the date.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_start" IS 'When it takes place. First possible day; null while relative.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_end" IS 'When it takes place. Last possible day; null while relative.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_precision" IS 'When it takes place. UCDP date_prec: 1 day, 2 two to six days, 3 week, 4 month, 5 year.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_acled_precision" IS 'When it takes place. ACLED time_precision: 1 day, 2 week, 3 month.';
COMMENT ON COLUMN "diplomatic_initiatives"."date_note" IS 'When it takes place. Why the date stays open, or what contradicts it.';
COMMENT ON COLUMN "diplomatic_initiatives"."cameo" IS 'CAMEO event root, two digits.';
COMMENT ON COLUMN "diplomatic_initiatives"."plover" IS 'PLOVER event type.';
COMMENT ON COLUMN "diplomatic_initiatives"."plover_mode" IS 'PLOVER mode.';
COMMENT ON COLUMN "diplomatic_initiatives"."quad" IS 'PLOVER quad class.';
COMMENT ON COLUMN "diplomatic_initiatives"."acled_event" IS 'ACLED event type.';
COMMENT ON COLUMN "diplomatic_initiatives"."acled_sub_event" IS 'ACLED sub-event type.';
COMMENT ON COLUMN "diplomatic_initiatives"."confidence" IS 'Probability that the record is right (its evidence and the one named first in it), calibrated on annotated articles with the embedded engine; null where it was not estimated.';

CREATE TABLE "parties" (
  "article_id" text NOT NULL,
  "record_type" text NOT NULL,
  "record_id" text NOT NULL,
  "position" bigint NOT NULL,
  "role" text NOT NULL,
  "mention" text NOT NULL,
  "actor_id" text,
  PRIMARY KEY ("article_id", "record_type", "record_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "parties" IS 'Who plays which role in which record.';
COMMENT ON COLUMN "parties"."article_id" IS 'The article.';
COMMENT ON COLUMN "parties"."record_type" IS 'statement, military_movement or diplomatic_initiative.';
COMMENT ON COLUMN "parties"."record_id" IS 'Id of the record within the article.';
COMMENT ON COLUMN "parties"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "parties"."role" IS 'speaker, addressee, actor, target, attributed_to, initiator, counterpart or mediator.';
COMMENT ON COLUMN "parties"."mention" IS 'The words of the article that name them.';
COMMENT ON COLUMN "parties"."actor_id" IS 'The id of the actor in Extraction.actors.';

CREATE TABLE "evidence" (
  "article_id" text NOT NULL,
  "record_type" text NOT NULL,
  "record_id" text NOT NULL,
  "position" bigint NOT NULL,
  "sentence" bigint NOT NULL,
  "start_offset" bigint NOT NULL,
  "end_offset" bigint NOT NULL,
  "text" text NOT NULL,
  PRIMARY KEY ("article_id", "record_type", "record_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "evidence" IS 'The sentences that say what a record says.';
COMMENT ON COLUMN "evidence"."article_id" IS 'The article.';
COMMENT ON COLUMN "evidence"."record_type" IS 'statement, military_movement or diplomatic_initiative.';
COMMENT ON COLUMN "evidence"."record_id" IS 'Id of the record within the article.';
COMMENT ON COLUMN "evidence"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "evidence"."sentence" IS 'Number of the sentence they begin in, counted from 1.';
COMMENT ON COLUMN "evidence"."start_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "evidence"."end_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "evidence"."text" IS 'The words themselves, untouched.';

CREATE TABLE "rejected" (
  "article_id" text NOT NULL,
  "position" bigint NOT NULL,
  "record_type" text NOT NULL,
  "draft" jsonb NOT NULL,
  "reason" text NOT NULL,
  PRIMARY KEY ("article_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "rejected" IS 'What the model answered and the article does not bear out.';
COMMENT ON COLUMN "rejected"."article_id" IS 'The article.';
COMMENT ON COLUMN "rejected"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "rejected"."record_type" IS 'statement, military_movement or diplomatic_initiative.';
COMMENT ON COLUMN "rejected"."draft" IS 'The model''s answer, as it came.';
COMMENT ON COLUMN "rejected"."reason" IS 'Why it was not believed, for a person to read.';

CREATE TABLE "uncovered" (
  "article_id" text NOT NULL,
  "position" bigint NOT NULL,
  "sentence" bigint NOT NULL,
  "start_offset" bigint NOT NULL,
  "end_offset" bigint NOT NULL,
  "text" text NOT NULL,
  PRIMARY KEY ("article_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "uncovered" IS 'Direct quotations that no statement took.';
COMMENT ON COLUMN "uncovered"."article_id" IS 'The article.';
COMMENT ON COLUMN "uncovered"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "uncovered"."sentence" IS 'Number of the sentence they begin in, counted from 1.';
COMMENT ON COLUMN "uncovered"."start_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "uncovered"."end_offset" IS 'Position in article.text, in Python characters.';
COMMENT ON COLUMN "uncovered"."text" IS 'The words themselves, untouched.';

CREATE TABLE "unread" (
  "article_id" text NOT NULL,
  "position" bigint NOT NULL,
  "first" bigint NOT NULL,
  "last" bigint NOT NULL,
  "reason" text NOT NULL,
  PRIMARY KEY ("article_id", "position"),
  FOREIGN KEY ("article_id") REFERENCES "articles" ON DELETE CASCADE
);
COMMENT ON TABLE "unread" IS 'Sentences that the model gave no usable answer about.';
COMMENT ON COLUMN "unread"."article_id" IS 'The article.';
COMMENT ON COLUMN "unread"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "unread"."first" IS 'Number of the first sentence.';
COMMENT ON COLUMN "unread"."last" IS 'Number of the last sentence.';
COMMENT ON COLUMN "unread"."reason" IS 'What went wrong.';

CREATE TABLE "events" (
  "event_id" text NOT NULL,
  "parties" jsonb NOT NULL,
  "counterparts" jsonb NOT NULL,
  "type" text NOT NULL,
  "action" text NOT NULL,
  "place_mention" text,
  "place_name" text,
  "place_geonames_id" bigint,
  "place_lat" double precision,
  "place_lon" double precision,
  "place_admin1" text,
  "place_country" text,
  "place_precision" bigint,
  "place_acled_precision" bigint,
  "place_near" boolean,
  "place_candidates" jsonb,
  "date_start" date,
  "date_end" date,
  "sources" bigint NOT NULL,
  "corroborated" bigint NOT NULL,
  "contradicted" bigint NOT NULL,
  "confidence" double precision,
  PRIMARY KEY ("event_id")
);
COMMENT ON TABLE "events" IS 'What records of one or more articles tell of.';
COMMENT ON COLUMN "events"."event_id" IS 'The event.';
COMMENT ON COLUMN "events"."parties" IS 'Who acts or speaks.';
COMMENT ON COLUMN "events"."counterparts" IS 'Against whom, to whom or with whom; mediators too.';
COMMENT ON COLUMN "events"."type" IS 'What its records are.';
COMMENT ON COLUMN "events"."action" IS 'The act or action that most sources name.';
COMMENT ON COLUMN "events"."place_mention" IS 'The most precise place that most sources give. The words of the article that name the place.';
COMMENT ON COLUMN "events"."place_name" IS 'The most precise place that most sources give. The place''s usual English name.';
COMMENT ON COLUMN "events"."place_geonames_id" IS 'The most precise place that most sources give. GeoNames id.';
COMMENT ON COLUMN "events"."place_lat" IS 'The most precise place that most sources give. Latitude, WGS 84 degrees.';
COMMENT ON COLUMN "events"."place_lon" IS 'The most precise place that most sources give. Longitude, WGS 84 degrees.';
COMMENT ON COLUMN "events"."place_admin1" IS 'The most precise place that most sources give. First-order division (governorate, province).';
COMMENT ON COLUMN "events"."place_country" IS 'The most precise place that most sources give. ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN "events"."place_precision" IS 'The most precise place that most sources give. UCDP where_prec: 1 exact, 2 within about 25 km, 3 district, 4 governorate, 5 larger or between places, 6 country, 7 water or airspace.';
COMMENT ON COLUMN "events"."place_acled_precision" IS 'The most precise place that most sources give. ACLED geo_precision: 1 town, 2 near a town, 3 larger region.';
COMMENT ON COLUMN "events"."place_near" IS 'The most precise place that most sources give. True where the text says near, east of, outside: not the place itself.';
COMMENT ON COLUMN "events"."place_candidates" IS 'The most precise place that most sources give. Places the name may mean, where context did not decide.';
COMMENT ON COLUMN "events"."date_start" IS 'First day that all sources allow; null where none gives one.';
COMMENT ON COLUMN "events"."date_end" IS 'Last day that all sources allow; null where none gives one.';
COMMENT ON COLUMN "events"."sources" IS 'Independent sources: copies of a text and articles of an outlet are one.';
COMMENT ON COLUMN "events"."corroborated" IS 'Independent sources that say it happened besides the first one that does.';
COMMENT ON COLUMN "events"."contradicted" IS 'Independent sources that report a denial or give a value that the most supported one rules out.';
COMMENT ON COLUMN "events"."confidence" IS 'Probability that at least one independent source that says it happened is read right, their errors taken for independent; null where no record has a confidence.';

CREATE TABLE "event_members" (
  "event_id" text NOT NULL,
  "article_id" text NOT NULL,
  "record_id" text NOT NULL,
  "source" text,
  "published" date,
  "copy_of" text,
  "denies" boolean NOT NULL,
  PRIMARY KEY ("event_id", "article_id", "record_id"),
  FOREIGN KEY ("event_id") REFERENCES "events" ON DELETE CASCADE
);
COMMENT ON TABLE "event_members" IS 'The records of each event.';
COMMENT ON COLUMN "event_members"."event_id" IS 'The event.';
COMMENT ON COLUMN "event_members"."article_id" IS 'The article.';
COMMENT ON COLUMN "event_members"."record_id" IS 'Id of the record within the article.';
COMMENT ON COLUMN "event_members"."source" IS 'Outlet or agency of the article.';
COMMENT ON COLUMN "event_members"."published" IS 'Day of publication.';
COMMENT ON COLUMN "event_members"."copy_of" IS 'Id of the first article with nearly the same text; null where this is the first.';
COMMENT ON COLUMN "event_members"."denies" IS 'True where the record says that it did not happen.';

CREATE TABLE "event_disagreements" (
  "event_id" text NOT NULL,
  "field" text NOT NULL,
  "position" bigint NOT NULL,
  "exclusive" boolean NOT NULL,
  "value" text NOT NULL,
  "range_low" bigint,
  "range_best" bigint,
  "range_high" bigint,
  "sources" jsonb NOT NULL,
  "told_by" jsonb NOT NULL,
  PRIMARY KEY ("event_id", "field", "position"),
  FOREIGN KEY ("event_id") REFERENCES "events" ON DELETE CASCADE
);
COMMENT ON TABLE "event_disagreements" IS 'What the sources of an event differ about, a row a version; the most supported version is the first.';
COMMENT ON COLUMN "event_disagreements"."event_id" IS 'The event.';
COMMENT ON COLUMN "event_disagreements"."field" IS 'What they differ about.';
COMMENT ON COLUMN "event_disagreements"."position" IS 'Place in the list, counted from 1.';
COMMENT ON COLUMN "event_disagreements"."exclusive" IS 'Whether the versions cannot all be true.';
COMMENT ON COLUMN "event_disagreements"."value" IS 'The value for a person to read, such as ''255'' or ''at least 200''.';
COMMENT ON COLUMN "event_disagreements"."range_low" IS 'The value as numbers, where it is a number of people. Smallest number the text allows.';
COMMENT ON COLUMN "event_disagreements"."range_best" IS 'The value as numbers, where it is a number of people. The number the text names.';
COMMENT ON COLUMN "event_disagreements"."range_high" IS 'The value as numbers, where it is a number of people. Largest number the text allows.';
COMMENT ON COLUMN "event_disagreements"."sources" IS 'The outlets that say so, by name or else article id; copies are one, under the first.';
COMMENT ON COLUMN "event_disagreements"."told_by" IS 'Whose word the articles give it on.';

CREATE VIEW "v_statements" AS
SELECT r.*, t.title, t.source, t.url, t.published,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'statement' AND p.record_id = r.id AND p.role = 'speaker') AS speaker_name,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'statement' AND p.record_id = r.id AND p.role = 'addressee') AS addressee_name,
  (SELECT string_agg(e.text, ' ' ORDER BY e.position) FROM evidence e
    WHERE e.article_id = r.article_id AND e.record_type = 'statement' AND e.record_id = r.id) AS evidence
FROM "statements" r JOIN articles t USING (article_id);

CREATE VIEW "v_military_movements" AS
SELECT r.*, t.title, t.source, t.url, t.published,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'military_movement' AND p.record_id = r.id AND p.role = 'actor') AS actor_name,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'military_movement' AND p.record_id = r.id AND p.role = 'target') AS target_name,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'military_movement' AND p.record_id = r.id AND p.role = 'attributed_to') AS attributed_to_name,
  (SELECT string_agg(e.text, ' ' ORDER BY e.position) FROM evidence e
    WHERE e.article_id = r.article_id AND e.record_type = 'military_movement' AND e.record_id = r.id) AS evidence
FROM "military_movements" r JOIN articles t USING (article_id);

CREATE VIEW "v_diplomatic_initiatives" AS
SELECT r.*, t.title, t.source, t.url, t.published,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'diplomatic_initiative' AND p.record_id = r.id AND p.role = 'initiator') AS initiator_name,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'diplomatic_initiative' AND p.record_id = r.id AND p.role = 'counterpart') AS counterpart_name,
  (SELECT string_agg(coalesce(a.name, p.mention), '; ' ORDER BY p.position) FROM parties p
    LEFT JOIN actors a ON a.article_id = p.article_id AND a.id = p.actor_id
    WHERE p.article_id = r.article_id AND p.record_type = 'diplomatic_initiative' AND p.record_id = r.id AND p.role = 'mediator') AS mediator_name,
  (SELECT string_agg(e.text, ' ' ORDER BY e.position) FROM evidence e
    WHERE e.article_id = r.article_id AND e.record_type = 'diplomatic_initiative' AND e.record_id = r.id) AS evidence
FROM "diplomatic_initiatives" r JOIN articles t USING (article_id);
