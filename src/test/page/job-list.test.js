import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listed } from '../../main/resources/page/job-list.js';

/** Jobs 1 to 20, of which some have not ended. */
function jobs(...open) {
  return Array.from({ length: 20 }, (_, i) => ({ number: i + 1, finished: open.includes(i + 1) ? null : 1 }));
}

function numbers(...open) {
  return listed(jobs(...open)).map(({ number }) => number);
}

test('the newest jobs are listed, newest first', () => {
  assert.deepEqual(numbers(), [20, 19, 18, 17, 16, 15, 14, 13]);
});

test('an old job that has not ended is listed, so that it can be cancelled', () => {
  assert.deepEqual(numbers(3), [20, 19, 18, 17, 16, 15, 14, 3]);
});

test('of many jobs that have not ended, the newest are listed', () => {
  assert.deepEqual(numbers(1, 2, 3, 4, 5, 6, 7, 8, 9), [9, 8, 7, 6, 5, 4, 3, 2]);
});

test('few jobs are all listed', () => {
  assert.deepEqual(listed(jobs().slice(0, 2)).map(({ number }) => number), [2, 1]);
});
