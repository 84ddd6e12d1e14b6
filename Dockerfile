FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/m2 mvn -B -q -Dmaven.repo.local=/m2 package -DskipTests
# Netty's own way, unpacking it into /tmp at every start, needs a /tmp that allows execution.
RUN mkdir native && cd native && \
    jar -xf ../target/lib/netty-transport-native-epoll-*-linux-"$(uname -m | sed s/aarch64/aarch_64/)".jar META-INF/native

FROM eclipse-temurin:25-jre AS app
WORKDIR /app
COPY --from=build /build/target/lib lib
COPY --from=build /build/native/META-INF/native native
COPY --from=build /build/conf conf
COPY --from=build /build/image/java.args .
COPY --from=build /build/target/interleave.jar /build/target/sbom.json ./

# The cache fits this Java, these jars and these flags. Where it does not, Java starts without it.
FROM app AS trained
COPY image image
RUN image/train /app/interleave.aot

FROM app
COPY --from=trained /app/interleave.aot .
# A volume that is mounted here belongs to the service's user from the start.
RUN install -d -o 10001 -g 10001 data
ENV INTERLEAVE_HTTP_HOST=0.0.0.0 MALLOC_ARENA_MAX=2
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=3s --timeout=2s --start-period=30s CMD ["bash", "-c", "\
    exec 3<>/dev/tcp/127.0.0.1/${INTERLEAVE_HTTP_PORT:-8080} && \
    printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && ((status == 200))"]
ENTRYPOINT ["java", "@java.args", "-XX:AOTCache=interleave.aot", "-jar", "interleave.jar"]
