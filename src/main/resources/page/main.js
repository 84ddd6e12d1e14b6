import { Clock } from './clock.js';
import { Connection } from './connection.js';
import { Model } from './model.js';
import { Stream } from './stream.js';

// First the page listens, then it draws, then it offers what else there is: each needs some modules more, and over a slow
// connection each module takes its time.
const clock = new Clock();
const model = new Model();
const stream = new Stream('/timeline', ['tick', 'queued', 'started', 'finished', 'released', 'blocked', 'user-arrived', 'user-served', 'user-left']);
const connection = new Connection(stream, clock);
stream.on('event', ({ name, data }) => {
  if (data.at) clock.observe(Date.parse(data.at));
  model.take(name, data);
});
stream.on('restart', () => model.clear());
model.on('broken', () => stream.beginAgain());
stream.open();

// A browser may keep a page that was left, and show it again as it was. Its streams are closed.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

const { Timeline } = await import('./timeline.js');
const timeline = new Timeline(model, clock);
stream.on('state', (state) => {
  timeline.blindSince = state === 'lost' ? clock.now() : null;
});

const { furnish } = await import('./page.js');
await furnish({ clock, model, stream, connection, timeline });
