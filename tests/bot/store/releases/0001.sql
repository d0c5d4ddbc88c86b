-- Rows as the schema of migration 0001 has them. That schema is released and never changes, so nor does this.
INSERT INTO judged_posts (post_id, revision, judged_at) VALUES ('1001', 0, '2026-11-23 12:00:00+00:00');

INSERT INTO cases (guild_id, channel_id, post_id, author_id, revision, model_digest, status, opened_at, card_id)
VALUES ('1', '10', '1001', '42', 0, 'words-1', 'open', '2026-11-23 12:00:00+00:00', '501');

INSERT INTO cases (guild_id, channel_id, post_id, author_id, revision, model_digest, status, opened_at, card_id)
VALUES ('1', '11', '1002', '43', 7, 'words-1', 'dismissed', '2026-11-23 12:00:00+00:00', NULL);

INSERT INTO case_findings (case_id, "check", label, stance, score, threshold, spans)
VALUES (1, 'tone', 'insult', 'flag', 0.97, 0.8, '[[4, 9]]');

INSERT INTO case_findings (case_id, "check", label, stance, score, threshold, spans)
VALUES (2, 'tone', 'insult', 'flag', 0.9, 0.8, '[]');

INSERT INTO rulings (case_id, status, moderator_id, ruled_at)
VALUES (2, 'dismissed', '7', '2026-11-23 12:00:00+00:00');
