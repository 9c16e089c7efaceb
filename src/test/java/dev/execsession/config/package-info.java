/** Tests of the configuration, through real files. */
@NullMarked
package dev.execsession.config;

import org.jspecify.annotations.NullMarked;
