package org.desirepath.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Reads YAML into records, strictly: a key that is missing, unknown or of the wrong type is a
 * fault, and all faults of a file are told together.
 *
 * <p>Keys are the record's components in kebab-case. Each record refuses values it cannot work with
 * in its constructor; those faults are told with the rest.
 */
public final class StrictYaml {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private static final Map<Class<?>, String> EXPECTED =
      Map.of(
          Duration.class, "a duration such as PT30M or P60D",
          LocalDate.class, "a day such as 2026-01-31",
          ZoneId.class, "a time zone such as Europe/Berlin",
          int.class, "a whole number",
          long.class, "a whole number",
          double.class, "a number",
          boolean.class, "true or false",
          String.class, "a text");

  private final List<SettingsFault> faults = new ArrayList<>();

  private StrictYaml() {}

  /**
   * Reads one record from a text.
   *
   * @param text the YAML
   * @param file its name, for messages
   * @param type the record to read
   * @param overrides values that go before the file's, by dotted key such as {@code
   *     sessions.inactivity}; each value is YAML itself
   * @throws InvalidSettings with every fault of the file
   */
  public static <R extends Record> R read(
      String text, String file, Class<R> type, Map<String, String> overrides) {
    StrictYaml reader = new StrictYaml();
    JsonNode root = reader.parse(text, file);
    if (!(root instanceof ObjectNode settings)) {
      throw new InvalidSettings(
          reader.faults.isEmpty()
              ? List.of(new SettingsFault(file, "must hold keys and values, but is " + brief(root)))
              : reader.faults);
    }
    overrides.forEach((key, value) -> reader.override(settings, key, value));
    Object read = reader.record(settings, "", type);
    if (!reader.faults.isEmpty()) {
      throw new InvalidSettings(reader.faults);
    }
    return type.cast(read);
  }

  /** The kebab-case key of a record's component. */
  public static String key(String component) {
    return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private JsonNode parse(String text, String file) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      faults.add(
          new SettingsFault(
              "%s, line %d"
                  .formatted(file, e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
              "is no YAML: " + e.getOriginalMessage().lines().findFirst().orElse("")));
      return MissingNode.getInstance();
    }
  }

  private void override(ObjectNode settings, String dottedKey, String value) {
    List<String> path = Arrays.asList(dottedKey.split("\\.", -1));
    ObjectNode parent = settings;
    for (String step : path.subList(0, path.size() - 1)) {
      parent = parent.get(step) instanceof ObjectNode next ? next : parent.putObject(step);
    }
    parent.set(path.get(path.size() - 1), parse(value, "--set " + dottedKey));
  }

  /** The known name that is most like what was found; none where none is known. */
  public static Optional<String> nearest(String found, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(
            (one, other) ->
                Integer.compare(distance.apply(found, one), distance.apply(found, other)));
  }

  private Object record(ObjectNode node, String where, Class<?> type) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(key(component.getName()), component);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!components.containsKey(name)) {
                faults.add(
                    new SettingsFault(below(where, name), unknown(name, components.keySet())));
              }
            });
    int before = faults.size();
    Object[] values = new Object[components.size()];
    int i = 0;
    for (Map.Entry<String, RecordComponent> entry : components.entrySet()) {
      String key = below(where, entry.getKey());
      JsonNode value = node.get(entry.getKey());
      if (value == null || value.isNull()) {
        if (!entry.getValue().isAnnotationPresent(MayBeAbsent.class)) {
          faults.add(new SettingsFault(key, "must be given, but is missing"));
        }
      } else {
        values[i] = value(value, key, entry.getValue().getGenericType());
      }
      i++;
    }
    return faults.size() == before ? construct(type, values, where) : null;
  }

  private Object value(JsonNode node, String where, Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      if (parameterized.getRawType() == List.class) {
        return list(node, where, arguments[0]);
      }
      return map(node, where, arguments[1]);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord()) {
      if (node instanceof ObjectNode object) {
        return record(object, where, raw);
      }
      faults.add(new SettingsFault(where, "must hold keys and values, but is " + brief(node)));
      return null;
    }
    return scalar(node, where, raw);
  }

  private List<Object> list(JsonNode node, String where, Type element) {
    if (!node.isArray()) {
      faults.add(new SettingsFault(where, "must be a list, but is " + brief(node)));
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      values.add(value(node.get(i), "%s[%d]".formatted(where, i + 1), element));
    }
    return values;
  }

  private Map<String, Object> map(JsonNode node, String where, Type element) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!node.isObject()) {
      faults.add(new SettingsFault(where, "must hold keys and values, but is " + brief(node)));
      return values;
    }
    node.properties()
        .forEach(
            entry ->
                values.put(
                    entry.getKey(),
                    value(entry.getValue(), below(where, entry.getKey()), element)));
    return values;
  }

  private Object scalar(JsonNode node, String where, Class<?> raw) {
    boolean fits =
        node.isValueNode()
            && (raw != boolean.class || node.isBoolean())
            && (!Set.of(int.class, long.class).contains(raw) || node.isIntegralNumber())
            && (raw != double.class || node.isNumber());
    try {
      if (fits) {
        JavaType type = YAML.constructType(raw);
        return YAML.convertValue(
            raw.isPrimitive() ? node : YAML.getNodeFactory().textNode(node.asText()), type);
      }
    } catch (IllegalArgumentException e) {
      // Told below: what was found and what is allowed says more than the library's message.
    }
    faults.add(
        new SettingsFault(
            where,
            "must be %s, but is %s"
                .formatted(EXPECTED.getOrDefault(raw, allowed(raw)), brief(node))));
    return null;
  }

  private Object construct(Class<?> type, Object[] values, String where) {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidSettings invalid) {
        faults.addAll(invalid.faults());
        return null;
      }
      if (e.getCause() instanceof IllegalArgumentException refused) {
        faults.add(new SettingsFault(where, refused.getMessage()));
        return null;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String unknown(String name, Set<String> known) {
    return nearest(name, known)
        .map(
            key -> "is unknown; did you mean %s? Known are %s".formatted(key, new TreeSet<>(known)))
        .orElse("is unknown; nothing may stand here");
  }

  private static String allowed(Class<?> raw) {
    return raw.isEnum()
        ? Arrays.stream(raw.getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.joining(", ", "one of ", ""))
        : "a " + raw.getSimpleName();
  }

  private static String below(String where, String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  private static String brief(JsonNode node) {
    String text = node.isMissingNode() ? "empty" : node.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
