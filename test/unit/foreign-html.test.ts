import { expect, test } from "vitest";
import { disarm } from "../../src/editor/foreign-html";

test.each([
  ["puts styles aside", `<b style="color: red">x</b>`, `<b data-style="color: red">x</b>`],
  ["puts handlers aside", `<img src="a" ONERROR='f()'>`, `<img src="a" data-ONERROR='f()'>`],
  [
    "whatever parts attributes",
    `<b id="1"style=a\nonclick =b>`,
    `<b id="1"data-style=a\ndata-onclick =b>`,
  ],
  ["leaves style sheets out", `<style>p { color: red }</style><p>x</p>`, `<p>x</p>`],
  ["leaves other attributes", `<p class="style" data-on="1">`, `<p class="style" data-on="1">`],
  ["leaves words", `<p>a style="b" < c onclick=d</p>`, `<p>a style="b" < c onclick=d</p>`],
  [
    "leaves scripts whole",
    `<script>"<style>"</script><p>x</p>`,
    `<script>"<style>"</script><p>x</p>`,
  ],
  ["leaves comments whole", `<!-- <style> --><p>x</p>`, `<!-- <style> --><p>x</p>`],
])("%s", (_rule, html, expected) => {
  expect(disarm(html)).toBe(expected);
});
