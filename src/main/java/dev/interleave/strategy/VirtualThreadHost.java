package dev.interleave.strategy;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** A verticle that does nothing but have a context on virtual threads. */
final class VirtualThreadHost extends VerticleBase {
  private VirtualThreadHost() {}

  static Future<VirtualThreadHost> deploy(Vertx vertx) {
    VirtualThreadHost host = new VirtualThreadHost();
    return vertx
        .deployVerticle(
            host, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .map(host);
  }

  Context context() {
    return context;
  }

  Future<Void> undeploy() {
    return vertx.undeploy(deploymentID());
  }
}
