package dev.interleave.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Marks the tests that drive Chromium. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@Needs(
    what = "the browser tests",
    programs = {Program.CHROMIUM, Program.CHROMEDRIVER})
@interface NeedsBrowser {}
