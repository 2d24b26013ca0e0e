/** What holds for every page at every size. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const GROUND = { dark: "rgb(11, 15, 14)", light: "rgb(246, 248, 246)" };

/** The theme that was asked for is the one that is seen. */
export async function painted(page: Page, theme: keyof typeof GROUND): Promise<void> {
  await expect(page.locator("body")).toHaveCSS("background-color", GROUND[theme]);
}

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Nobody is shut out: no violation of WCAG 2.2 AA that a program can find. */
export async function accessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`);
  expect(found, `${name}: violations`).toEqual([]);
}

/**
 * What reaches over the screen's edge, its own words included, or holds text that does not fit into it.
 * scrolls: the page may be longer than the screen, never wider.
 */
export function outside(page: Page, scrolls = false): Promise<string[]> {
  return page.evaluate((isLong) => {
    const name = (element: Element) => `${element.tagName} "${(element.textContent ?? "").slice(0, 40)}"`;
    const leaves = ({ left, top, right, bottom, width, height }: DOMRect) =>
      width > 0 &&
      height > 0 &&
      (left < -0.5 || right > innerWidth + 0.5 || (!isLong && (top < -0.5 || bottom > innerHeight + 0.5)));
    const ownWords = (element: Element) =>
      [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return range.getBoundingClientRect();
        });
    const isOut = (element: Element) =>
      element.closest("video, svg g, script, .sr-only") === null &&
      [element.getBoundingClientRect(), ...ownWords(element)].some(leaves);
    const isCut = (element: Element) =>
      element.children.length === 0 &&
      element.closest(".sr-only") === null &&
      (element.textContent ?? "").trim() !== "" &&
      getComputedStyle(element).overflow !== "visible" &&
      element.scrollWidth > element.clientWidth + 1;
    return [...document.querySelectorAll("body *")].filter((e) => isOut(e) || isCut(e)).map(name);
  }, scrolls);
}
