package dev.interleave.http;

import dev.interleave.values.InvalidValueException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code openapi.yaml}, and what it says about a request. The library reads the schemas, but this
 * class applies them: the library's request validator hands every request to an ordered {@code
 * executeBlocking}, decodes values twice, and passes over names that it does not know.
 */
final class Contract {
  private static final String RESOURCE = "/openapi.yaml";
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final String yaml;
  private final OpenAPIContract contract;
  private final ParameterDefaults defaults;
  private final Map<Parameter, Validator> validators = new HashMap<>();

  private Contract(String yaml, OpenAPIContract contract, ParameterDefaults defaults) {
    this.yaml = yaml;
    this.contract = contract;
    this.defaults = defaults;
    contract
        .operations()
        .forEach(operation ->
            operation
                .getParameters()
                .forEach(parameter ->
                    validators.put(
                        parameter,
                        contract.getSchemaRepository().validator(parameter.getSchema()))));
  }

  /** Reads the contract. */
  static Future<Contract> load(Vertx vertx) {
    String yaml = read();
    Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    dropUnsupportedMediaTypes(tree);
    tree.remove("servers"); // The library takes no relative URL.
    JsonObject document = new JsonObject(tree);
    ParameterDefaults defaults = ParameterDefaults.of(document);
    return OpenAPIContract.from(SchemaFiles.of(vertx), document)
        .map(contract -> new Contract(yaml, contract, defaults));
  }

  /** The document as it was written. */
  String yaml() {
    return yaml;
  }

  OpenAPIContract openApi() {
    return contract;
  }

  /**
   * The methods that a path has, as the header {@code Allow} lists them; empty if there is no such
   * path. What the contract has as {@code GET} has {@code HEAD} as well, and every path {@code
   * OPTIONS}.
   */
  String methods(String path) {
    Set<String> methods = new TreeSet<>();
    contract.getPaths().stream()
        .filter(template -> fits(path, template.getName()))
        .flatMap(template -> template.getOperations().stream())
        .forEach(operation -> methods.add(operation.getHttpMethod().name()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return String.join(", ", methods);
  }

  /**
   * Checks every parameter of a request against its operation. A header that may be repeated is an
   * array in the contract; its handler reads it.
   *
   * @throws InvalidValueException for the first that is missing, unknown, repeated or not as the
   *     schema wants it
   */
  void check(Operation operation, RoutingContext ctx) {
    // What was asked about comes before what was asked of it.
    check(operation.getParameters().stream().filter(p -> p.getIn() == Location.PATH), ctx);
    checkQueryNames(operation, ctx.queryParams());
    check(operation.getParameters().stream().filter(p -> p.getIn() != Location.PATH), ctx);
  }

  private void check(Stream<Parameter> parameters, RoutingContext ctx) {
    for (Parameter parameter : parameters.toList()) {
      List<String> given = given(parameter, ctx);
      if (parameter.getSchemaType() == SchemaType.ARRAY) {
        continue;
      }
      if (given.size() > 1) {
        throw InvalidValueException.repeated(parameter.getName(), given);
      }
      if (!given.isEmpty()) {
        checkValue(parameter, given.get(0));
      } else if (parameter.isRequired()) {
        throw InvalidValueException.missing(parameter.getName(), allowed(parameter));
      }
    }
  }

  /** What it says of an operation's query. */
  Query.Known query(String operationId) {
    return new Query.Known(
        queryNames(Objects.requireNonNull(contract.operation(operationId))),
        defaults.of(operationId));
  }

  /** As for the router, a slash at the end makes no difference. */
  private static boolean fits(String path, String template) {
    String[] given = path.split("/");
    String[] wanted = template.split("/");
    return given.length == wanted.length
        && IntStream.range(0, given.length)
            .allMatch(i -> wanted[i].startsWith("{") || wanted[i].equals(given[i]));
  }

  private static void checkQueryNames(Operation operation, MultiMap query) {
    boolean open = operation.getParameters().stream().anyMatch(Contract::standsForOthers);
    List<String> names = queryNames(operation);
    for (String name : query.names()) {
      List<String> values = query.getAll(name);
      if (values.size() > 1) {
        throw InvalidValueException.repeated(name, values);
      }
      if (!open && !names.contains(name)) {
        throw InvalidValueException.unknown(name, values.get(0), names, "no parameters");
      }
    }
  }

  private static List<String> queryNames(Operation operation) {
    return operation.getParameters().stream()
        .filter(p -> p.getIn() == Location.QUERY && !standsForOthers(p))
        .map(Parameter::getName)
        .toList();
  }

  private void checkValue(Parameter parameter, String value) {
    Validator validator = Objects.requireNonNull(validators.get(parameter));
    if (!validator.validate(decode(parameter, value)).getValid()) {
      throw new InvalidValueException(parameter.getName(), value, allowed(parameter));
    }
  }

  private static Object decode(Parameter parameter, String value) {
    return parameter.getSchemaType() == SchemaType.INTEGER && INTEGER.matcher(value).matches()
        ? (Object) Long.valueOf(value)
        : value;
  }

  private static List<String> given(Parameter parameter, RoutingContext ctx) {
    return switch (parameter.getIn()) {
      case QUERY -> standsForOthers(parameter) ? List.of() : ctx.queryParam(parameter.getName());
      case HEADER -> ctx.request().headers().getAll(parameter.getName());
      case PATH -> List.of(ctx.pathParam(parameter.getName()));
      case COOKIE -> List.of();
    };
  }

  /** An exploded object is OpenAPI's way to say "any names". */
  private static boolean standsForOthers(Parameter parameter) {
    return parameter.getSchemaType() == SchemaType.OBJECT && parameter.isExplode();
  }

  private static String allowed(Parameter parameter) {
    JsonSchema schema = parameter.getSchema();
    JsonArray choices = schema.get("enum");
    if (choices != null) {
      return "one of " + choices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    if (parameter.getSchemaType() == SchemaType.INTEGER) {
      return "a whole number from %s to %s"
          .formatted(schema.<Number>get("minimum"), schema.<Number>get("maximum"));
    }
    return schema.get("description", "text");
  }

  /** The library takes no contract that names event streams or problems. Requests need neither. */
  private static void dropUnsupportedMediaTypes(Object tree) {
    if (tree instanceof List<?> list) {
      list.forEach(Contract::dropUnsupportedMediaTypes);
    } else if (tree instanceof Map<?, ?> map) {
      if (map.get("content") instanceof Map<?, ?> content) {
        content.keySet().removeIf(type -> !MediaType.isMediaTypeSupported(type.toString()));
      }
      map.values().forEach(Contract::dropUnsupportedMediaTypes);
    }
  }

  private static String read() {
    try (InputStream resource = Contract.class.getResourceAsStream(RESOURCE)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
