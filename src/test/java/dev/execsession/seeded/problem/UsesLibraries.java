package dev.execsession.seeded.problem;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import com.vladsch.flexmark.util.ast.Node;
import org.apache.commons.codec.binary.Hex;
import org.eclipse.jgit.lib.ObjectId;
import org.jetbrains.annotations.Range;
import org.slf4j.Logger;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Broken: every library outside its place. */
record UsesLibraries(
    EWAHCompressedBitmap bitmap,
    Node node,
    Hex hex,
    ObjectId id,
    Class<Range> range,
    Logger logger,
    Yaml yaml,
    CommandLine words) {
  static final Class<?> ANNOTATION = Range.class;
}
