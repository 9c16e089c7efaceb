/**
 * Decides which promises a block's changes call for, whether they were given, which skills a block
 * needs and whether documents followed behaviour. Pure: paths and words in, results out; reads no
 * file, asks nobody.
 */
@NullMarked
package dev.execsession.policy;

import org.jspecify.annotations.NullMarked;
