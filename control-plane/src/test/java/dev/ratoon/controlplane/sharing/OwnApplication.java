package dev.ratoon.controlplane.sharing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a test class that wants an application and a database which no other test has used, and that
 * leaves behind what no other test should find. All others are to mind their own data only.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OwnApplication {}
