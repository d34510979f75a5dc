// VS Code in a browser page, by what a user sees and presses.

import path from "node:path";

const SHORT = 2000;
const TRIES = 30;

export class Editor {
  constructor(page, pictures) {
    this.page = page;
    this.pictures = pictures;
  }

  async open(address) {
    await this.page.goto(address, { waitUntil: "domcontentloaded" });
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor();
  }

  /** Runs a command of the palette by its title. Until the extensions are there, the palette does not list their commands. */
  async command(title) {
    await this.pick("F1", `>${title}`, title);
  }

  /** Opens a file of the folder in an editor without others. */
  async file(name) {
    const file = path.basename(name);
    await this.command("View: Close All Editors");
    await this.pick("Control+P", name, file);
    await this.page.locator(".tab.active", { hasText: file }).waitFor();
    await this.page.locator(".editor-instance .view-lines", { hasText: /\S/ }).first().waitFor();
  }

  /** Types into the quick input and picks a row. On a busy computer, something else can take the focus and close the input. */
  async pick(key, typed, title) {
    const limit = { timeout: SHORT };
    const input = this.page.locator(".quick-input-widget input").first();
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    for (let tries = TRIES; tries > 0; tries -= 1) {
      try {
        await this.page.keyboard.press(key);
        await input.waitFor(limit);
        await input.fill(typed, limit);
        return await row.click(limit);
      } catch (error) {
        if (tries === 1) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  /** Moves the mouse to a piece of text in the editor, from elsewhere, and returns what the hover shows. */
  async hover(text) {
    await this.page.mouse.move(0, 0);
    await this.page.locator(".monaco-hover:visible").waitFor({ state: "hidden" });
    await this.page.mouse.move(...(await this.middle(text)));
    const hover = this.page.locator(".monaco-hover:visible").first();
    await hover.waitFor();
    // VS Code adds this while other extensions still think.
    await hover.getByText("Loading...").waitFor({ timeout: 1000 }).catch(() => {});
    await hover.getByText("Loading...").waitFor({ state: "detached" });
    return hover;
  }

  async click(text) {
    await this.page.mouse.move(0, 0);
    await this.page.mouse.click(...(await this.middle(text)));
  }

  /** The middle of a piece of text in the editor. Locators would scroll the editor to click there. */
  async middle(text) {
    const piece = this.page.locator(".editor-instance .view-line span span", { hasText: text }).last();
    await piece.waitFor();
    const { x, y, width, height } = await piece.boundingBox();
    return [x + width / 2, y + height / 2];
  }

  /** The mark of an error. VS Code itself marks warnings in settings files, too. */
  get squiggle() {
    return this.page.locator(".editor-instance .squiggly-error").first();
  }

  /** The page of envlint that is shown. */
  get webview() {
    return this.page.frameLocator("iframe.webview.ready").last().frameLocator("iframe#active-frame");
  }

  /** Switches VS Code to its light or dark theme, as the system does. */
  async scheme(colorScheme) {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`.monaco-workbench.${colorScheme === "dark" ? "vs-dark" : "vs"}`).first().waitFor();
  }

  /** Saves a picture of the window in both color schemes, and one of the top of the editor, `height` pixels, for the README. */
  async picture(name, height = 0) {
    for (const colorScheme of ["light", "dark"]) {
      await this.scheme(colorScheme);
      await this.screenshot(`${name}-${colorScheme}.png`);
    }
    if (height === 0) return;
    await this.scheme("light");
    const { x, y, width } = await this.page.locator(".part.editor").boundingBox();
    await this.screenshot(`${name}.png`, { clip: { x, y, width, height } });
  }

  async screenshot(file, options = {}) {
    await this.page.screenshot({ path: path.join(this.pictures, file), animations: "disabled", ...options });
  }
}
