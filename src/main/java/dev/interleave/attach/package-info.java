/**
 * Shows what blocks the event loops of an application that knows nothing of this: the jar of this
 * package is put on its class path, and that is all.
 *
 * <p>{@code AttachProvider} is where it begins: Vert.x finds it by itself. It is compiled for every
 * Java that Vert.x runs on, apart from the rest, and hands over to {@link
 * dev.interleave.attach.Joining}. From there on each {@link io.vertx.core.Vertx} is an {@link
 * dev.interleave.attach.WatchedVertx}, with a monitor of its loops and with its pools; {@link
 * dev.interleave.attach.Attachment} keeps them, and everything else reads them from there: the HTTP
 * server, the beans, the findings.
 *
 * <p>It uses {@code monitor}, and nothing of the service. Whatever fails here is logged and never
 * reaches the application.
 */
package dev.interleave.attach;
