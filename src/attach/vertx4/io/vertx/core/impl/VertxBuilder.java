package io.vertx.core.impl;

/**
 * A class of Vert.x 4, which Vert.x 5 has not: {@code AttachProvider} is compiled with it, and no
 * class file is made of it.
 */
public interface VertxBuilder {}
