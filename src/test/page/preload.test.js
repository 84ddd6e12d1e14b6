import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = new URL('../../main/resources/page/', import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER), 'utf8');
const names = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** The modules that a module needs before it can run, itself included. */
function needed(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const next of names(read(name), /^(?:import|export)\b[^;]*?from '\.\/([^']+)'/gm)) needed(next, found);
  return found;
}

test('the page asks at once for every module of its first screen, in the order of need, and for no other', () => {
  const page = read('index.html');
  const [main, timeline, furnishing] = ['main.js', 'timeline.js', 'page.js'].map((name) => needed(name));
  const without = (modules, ...others) => [...modules].filter((name) => !others.some((other) => other.has(name))).sort();

  assert.deepEqual(names(page, /<link rel="modulepreload" href="\/page\/([^"]+)">/g), without(main, new Set(['main.js'])));
  assert.deepEqual(names(page, /<link rel="modulepreload" href="\/page\/([^"]+)" fetchpriority="low">/g), [
    ...without(timeline, main),
    ...without(furnishing, main, timeline),
  ]);
});
