/**
 * A numbered, bounded history of events that any number of followers read at their own pace.
 *
 * <p>Uses vertx-core's buffers and nothing else. It knows neither what the events are nor who
 * follows them.
 */
package dev.interleave.feed;
