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

test('the page asks at once for every module that it needs, and for no other', () => {
  const asked = names(read('index.html'), /<link rel="modulepreload" href="\/page\/([^"]+)">/g);
  const all = needed('main.js');
  all.delete('main.js');

  assert.deepEqual(asked, [...all].sort());
});
