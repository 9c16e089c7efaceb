/**
 * Decides which policies apply to a block's changes, whether they were attested, which skills a
 * block needs and whether documentation was updated. Pure: reads no file, never prompts.
 */
@NullMarked
package dev.execsession.policy;

import org.jspecify.annotations.NullMarked;
