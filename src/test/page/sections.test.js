import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sectionOf } from '../../main/resources/page/sections.js';

test('a fragment leads to its section, and none to the first', () => {
  assert.deepEqual(
    ['', '#', '#demonstration', '#run', '#lateness', '#scenarios', '#experiments', '#elsewhere'].map(sectionOf),
    ['demonstration', 'demonstration', 'demonstration', 'run', 'lateness', 'scenarios', 'experiments', 'demonstration'],
  );
});

test('a recorded demonstration and a filled-in experiment are links into their sections', () => {
  assert.equal(sectionOf('#replay=eJyLVg'), 'demonstration');
  assert.equal(sectionOf('#experiment?kind=sleep&strategies=all'), 'experiments');
});

test('the way to the timeline leaves the section', () => {
  assert.equal(sectionOf('#timeline'), null);
});
