/**
 * Sets a repository up for plans, and scaffolds new ones: looks at what is there, drafts files, and
 * creates those that do not exist. Never changes or replaces a file, but for the files of the skill
 * that are as this tool wrote them.
 */
@NullMarked
package dev.execsession.setup;

import org.jspecify.annotations.NullMarked;
