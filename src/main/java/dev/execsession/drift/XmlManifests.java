package dev.execsession.drift;

import dev.execsession.text.WordList;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Parses XML manifests; rejects document types and entities. */
final class XmlManifests {
  private static final Set<String> COORDINATES =
      Set.of("dependency", "plugin", "extension", "parent", "path", "annotationProcessorPath");
  private static final Set<String> REFERENCES =
      WordList.of(
          "PackageReference PackageVersion GlobalPackageReference PackageDownload "
              + "DotNetCliToolReference");

  private XmlManifests() {}

  /** Returns {@code group:artifact} of every dependency, plugin, extension and parent. */
  static Set<String> pom(String text) throws UnreadableManifest {
    PomHandler handler = new PomHandler();
    walk(text, handler);
    Set<String> packages = new LinkedHashSet<>();
    for (String[] found : handler.found) {
      packages.add(handler.resolve(found[0]) + ":" + handler.resolve(found[1]));
    }
    return packages;
  }

  /** Returns the packages of a .NET project. */
  static Set<String> dotnet(String text) throws UnreadableManifest {
    Set<String> packages = new LinkedHashSet<>();
    walk(
        text,
        new Handler() {
          @Override
          public void start(String name, Map<String, String> attributes) {
            if (REFERENCES.contains(name)) {
              for (String key : List.of("Include", "Update")) {
                for (String one : attributes.getOrDefault(key, "").split(";", -1)) {
                  if (!one.isBlank()) {
                    packages.add(one.strip());
                  }
                }
              }
            }
          }
        });
    return packages;
  }

  private static void walk(String text, Handler handler) throws UnreadableManifest {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            Map<String, String> attributes = new HashMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
              attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
            handler.start(reader.getLocalName(), attributes);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              handler.text(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> handler.end(reader.getLocalName());
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnreadableManifest("it declares a document type or an entity");
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableManifest("it is not well-formed XML", e);
    }
  }

  private interface Handler {
    void start(String name, Map<String, String> attributes);

    default void text(String text) {}

    default void end(String name) {}
  }

  /** Collects coordinates, and the properties used in them. */
  private static final class PomHandler implements Handler {
    private final List<String[]> found = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Deque<Element> open = new ArrayDeque<>();

    @Override
    public void start(String name, Map<String, String> attributes) {
      open.push(new Element(name, new StringBuilder(), new HashMap<>()));
    }

    @Override
    public void text(String text) {
      if (!open.isEmpty()) {
        open.peek().text().append(text);
      }
    }

    @Override
    public void end(String name) {
      Element element = open.pop();
      String text = element.text().toString().strip();
      if (open.isEmpty()) {
        String inherited = properties.getOrDefault("project.parent.groupId", "");
        properties.put("project.groupId", element.children().getOrDefault("groupId", inherited));
        return;
      }
      Element parent = open.peek();
      parent.children().put(name, text);
      if (name.equals("parent")) {
        properties.put("project.parent.groupId", element.children().getOrDefault("groupId", ""));
      }
      if (parent.name().equals("properties")) {
        properties.put(name, text);
      }
      if (COORDINATES.contains(name) && element.children().containsKey("artifactId")) {
        String group = name.equals("plugin") ? "org.apache.maven.plugins" : "";
        found.add(
            new String[] {
              element.children().getOrDefault("groupId", group),
              element.children().getOrDefault("artifactId", "")
            });
      }
    }

    /** Returns a text with the file's properties substituted, up to eight levels deep. */
    String resolve(String text) {
      String resolved = text;
      for (int i = 0; i < 8 && resolved.contains("${"); i++) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
          if (resolved.length() < 500) {
            resolved = resolved.replace("${" + property.getKey() + "}", property.getValue());
          }
        }
      }
      return resolved;
    }
  }

  /** An open element. */
  private record Element(String name, StringBuilder text, Map<String, String> children) {}
}
