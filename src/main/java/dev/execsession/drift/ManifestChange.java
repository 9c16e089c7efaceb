package dev.execsession.drift;

import dev.execsession.text.TreePath;
import org.jspecify.annotations.Nullable;

/**
 * The content of a changed manifest.
 *
 * @param before absent when it was added
 * @param after absent when it was deleted
 */
public record ManifestChange(TreePath path, @Nullable String before, @Nullable String after) {}
