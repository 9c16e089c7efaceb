/**
 * What users of the packaged tool can rely on, case by case, through its launcher: written from the
 * contract, not from the code. A comment {@code case 13} gives the number of the case in the
 * catalogue of faults that the project is held to.
 */
@NullMarked
package dev.execsession.cases;

import org.jspecify.annotations.NullMarked;
