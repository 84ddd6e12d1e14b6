import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nowSentence } from '../../main/resources/page/lateness-now.js';

function second(loop, control, samples = 100) {
  return {
    loops: [{ name: 'service', samples: 100, corrected: { p90: 900 } }, { name: 'loop-under-test', samples, corrected: { p90: loop } }],
    control: { samples: 100, corrected: { p90: control } },
  };
}

test('a loop that is hardly later than the control is as late as the machine', () => {
  assert.equal(nowSentence([second(0.2, 0.2)]), 'Now 0.20 ms late, as late as the machine.');
  assert.equal(nowSentence([second(0.9, 0.1)]), 'Now 0.90 ms late, as late as the machine.');
  assert.equal(nowSentence([second(80, 60)]), 'Now 80 ms late, as late as the machine.');
});

test('a loop that is later has a cause of its own', () => {
  assert.equal(nowSentence([second(812, 0.3)]), 'Now 812 ms late, later than the machine, which is 0.30 ms late.');
});

test('the worst of the last seconds counts, and a second without a sample is a block', () => {
  assert.match(nowSentence([second(812, 0.3), second(0.2, 0.2)]), /^Now 812 ms late/);
  assert.match(nowSentence([second(0.2, 0.2), second(0, 0.2, 0)]), /^Now blocked/);
  assert.match(nowSentence([second(0, 0.2, 0), second(0.2, 0.2)]), /as late as the machine/);
});
