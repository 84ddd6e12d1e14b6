-- Every accepted job, and what became of it. finished is null while it has no final state.
CREATE TABLE job (
  id UUID PRIMARY KEY,
  number BIGINT NOT NULL,
  attempt INTEGER NOT NULL,
  state VARCHAR(16) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  strategy VARCHAR(64) NOT NULL,
  arguments VARCHAR NOT NULL, -- JSON, as thread, result and error
  request_id VARCHAR NOT NULL,
  traceparent VARCHAR,
  idempotency_key VARCHAR UNIQUE,
  submitted TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  started TIMESTAMP(6) WITH TIME ZONE,
  finished TIMESTAMP(6) WITH TIME ZONE,
  thread VARCHAR,
  result VARCHAR,
  error VARCHAR
);
