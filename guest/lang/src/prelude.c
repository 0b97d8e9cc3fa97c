/* SPDX-License-Identifier: MIT
 *
 * The part of the library that is written in the language itself: classes of
 * errors, Set, and helpers for iteration. It runs before every program.
 */
#include "lib.h"

#define LINE(text) text "\n"

const char prelude_text[] = LINE("class Error {") LINE(
    "  fn init(message = \"\") { self.message = message }")
    LINE("  fn str() => type(self).name() + \": \" + str(self.message)") LINE(
        "}") LINE("class TypeError < Error {}  class NameError < Error {}")
        LINE("class IndexError < Error {}  class KeyError < Error {}") LINE(
            "class ValueError < Error {}  class RangeError < Error {}")
            LINE("class ZeroDivisionError < Error {}") LINE(
                "class StackError "
                "< Error {}  class "
                "MatchError < "
                "Error {}") LINE("class AssertError < Error {}  class "
                                 "SyntaxError < Error "
                                 "{}") LINE("fn list(source) {")
                LINE("  let result = []") LINE(
                    "  for x in source { "
                    "result.push(x) }") LINE("  "
                                             "return "
                                             "result") LINE("}")
                    LINE("fn zip(a, b) {") LINE("  let result = []") LINE(
                        "  for i in "
                        "0..math.min(len(a), len(b)) "
                        "{") LINE("    "
                                  "result.push([a[i],"
                                  " b[i]])") LINE("  }") LINE("  return result")
                        LINE("}") LINE(
                            "fn sorted(source, before = nil) => "
                            "list(source).sort(before)") LINE("fn sum(source, "
                                                              "start = 0) {")
                            LINE("  for x in source { start += x }") LINE(
                                "  return start") LINE("}") LINE("class Set {")
                                LINE("  fn init(items = []) {") LINE(
                                    "    self.map = {}") LINE("    for x in "
                                                              "items { "
                                                              "self.map[x] = "
                                                              "true }")
                                    LINE("  }") LINE(
                                        "  fn add(x) { self.map[x] = true; "
                                        "return self }") LINE("  fn has(x) => "
                                                              "x in self.map")
                                        LINE("  fn remove(x) => "
                                             "self.map.remove(x)") LINE("  fn "
                                                                        "len() "
                                                                        "=> "
                                                                        "self."
                                                                        "map."
                                                                        "len()")
                                            LINE("  fn list() => "
                                                 "self.map.keys()") LINE("  fn "
                                                                         "iter("
                                                                         ") => "
                                                                         "iter("
                                                                         "self."
                                                                         "map."
                                                                         "keys("
                                                                         "))")
                                                LINE("  fn union(other) => "
                                                     "Set(self.list() + "
                                                     "other.list())")
                                                    LINE("  fn common(other) "
                                                         "=>") LINE("    "
                                                                    "Set(self."
                                                                    "list()."
                                                                    "filter(fn("
                                                                    "x) => "
                                                                    "other.has("
                                                                    "x)))")
                                                        LINE("  fn "
                                                             "without(other) "
                                                             "=>")
                                                            LINE("    "
                                                                 "Set(self."
                                                                 "list()."
                                                                 "filter(fn(x) "
                                                                 "=> "
                                                                 "not "
                                                                 "other.has(x))"
                                                                 ")")
                                                                LINE(
                                                                    "  fn "
                                                                    "str() => "
                                                                    "\"Set(\" "
                                                                    "+ "
                                                                    "repr(self."
                                                                    "list()) + "
                                                                    "\")\"")
                                                                    LINE("}");
