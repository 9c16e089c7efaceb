package dev.execsession.ci;

import dev.execsession.ci.TestCase.Outcome;
import dev.execsession.text.TextSanitizer;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes test suites in the XML format of JUnit. */
public final class JunitXml {
  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Returns an XML document that ends in a line feed. */
  public static String render(List<TestSuite> suites) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      new JunitXml(xml).write(suites);
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory cannot be written", e);
    }
    return text + "\n";
  }

  private void write(List<TestSuite> suites) throws XMLStreamException {
    start(0, "testsuites");
    attribute("name", "exec-session");
    totals(suites);
    for (TestSuite suite : suites) {
      write(suite);
    }
    end(0);
  }

  private void totals(List<TestSuite> suites) throws XMLStreamException {
    attribute("tests", String.valueOf(suites.stream().mapToInt(each -> each.cases().size()).sum()));
    attribute("failures", count(suites, Outcome.FAILED));
    attribute("errors", "0");
    attribute("skipped", count(suites, Outcome.SKIPPED));
    attribute("time", seconds(suites.stream().mapToLong(TestSuite::millis).sum()));
  }

  private static String count(List<TestSuite> suites, Outcome outcome) {
    return String.valueOf(suites.stream().mapToLong(suite -> suite.count(outcome)).sum());
  }

  private void write(TestSuite suite) throws XMLStreamException {
    start(1, "testsuite");
    attribute("name", suite.name());
    totals(List.of(suite));
    Set<String> names = new HashSet<>();
    for (TestCase each : suite.cases()) {
      write(suite, each, names);
    }
    end(1);
  }

  private void write(TestSuite suite, TestCase each, Set<String> names) throws XMLStreamException {
    String name = each.name();
    for (int i = 2; !names.add(name); i++) {
      name = each.name() + " (" + i + ")";
    }
    start(2, "testcase");
    attribute("name", name);
    attribute("classname", suite.className());
    attribute("time", seconds(each.millis()));
    if (each.outcome() == Outcome.PASSED) {
      xml.writeEndElement();
      return;
    }
    boolean isFailed = each.outcome() == Outcome.FAILED;
    start(3, isFailed ? "failure" : "skipped");
    if (isFailed) {
      attribute("type", "failed");
    }
    if (each.message() != null) {
      attribute("message", each.message());
    }
    if (each.details() != null) {
      xml.writeCharacters(legal(TextSanitizer.lines(each.details())));
    }
    xml.writeEndElement();
    end(2);
  }

  private void start(int depth, String element) throws XMLStreamException {
    indent(depth);
    xml.writeStartElement(element);
  }

  private void end(int depth) throws XMLStreamException {
    indent(depth);
    xml.writeEndElement();
  }

  private void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(TextSanitizer.oneLine(value)));
  }

  /** Replaces what XML 1.0 does not allow and sanitized text can still hold. */
  private static String legal(String text) {
    return text.replace('\ufffe', '\ufffd').replace('\uffff', '\ufffd');
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
