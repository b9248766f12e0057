/**
 * The one way in: every request, to whatever path, passes here before anything else sees it.
 * Promises that nothing but health, the login and the page shell answers somebody unknown, and that
 * no other site and no other name reaches us. Knows no feature and no database.
 */
@NullMarked
package dev.ratoon.controlplane.gate;

import org.jspecify.annotations.NullMarked;
