package dev.interleave.http;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts under which the service may be asked. A web page whose name is made to resolve to this
 * machine has the same origin as the service has (DNS rebinding); the name in {@code Host} is all
 * that tells the two apart. An address cannot be made to resolve to another one.
 */
final class Hosts {
  private static final String EVERY = "*";
  private static final String LOCAL = "localhost";

  private final Set<String> names;

  /**
   * @param names in lower case; {@code *} is every name
   */
  Hosts(Set<String> names) {
    this.names = names;
  }

  /**
   * Refuses a host that is not allowed. A request of HTTP/1.0 may have none; no browser sends one.
   *
   * @throws ProblemException (421)
   */
  void require(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null
        ? request.headers().contains(HttpHeaders.HOST)
        : !allows(authority.host())) {
      String host = authority == null ? request.getHeader(HttpHeaders.HOST) : authority.host();
      throw new ProblemException(
          421,
          "host-not-allowed",
          "Host: %s is not served here; allowed: localhost, addresses, and the names in security.hosts"
              .formatted(Text.shown(host)));
    }
  }

  boolean allows(String host) {
    return host.equals(LOCAL) || isAddress(host) || isNamed(host.toLowerCase(Locale.ROOT));
  }

  /** Without a zone, which may be any text; only the machine that asks knows its meaning. */
  private static boolean isAddress(String host) {
    return NetUtil.isValidIpV4Address(host)
        || (NetUtil.isValidIpV6Address(host) && host.indexOf('%') < 0);
  }

  private boolean isNamed(String host) {
    return host.equals(LOCAL) || names.contains(host) || (names.contains(EVERY) && isName(host));
  }

  /** A host is shown in command lines; what a shell would make something of is no name. */
  private static boolean isName(String host) {
    return host.chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
  }
}
