import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlock } from '../../main/resources/page/block-list.js';

const JOB = { number: 2 };

test('a call on the loop that took less than 100 ms is no block', () => {
  assert.equal(isBlock({ start: 0, end: 99, job: JOB, of: JOB }), false);
  assert.equal(isBlock({ start: 0, end: 100, job: JOB, of: JOB }), true);
});

test('what the service reports is a block, however short', () => {
  assert.equal(isBlock({ start: 0, end: 60, job: JOB, of: { number: 7 } }), true);
  assert.equal(isBlock({ start: 0, end: 60, job: null, of: { number: 7 } }), true);
});
