// `npm run pictures`: a picture of every surface in four themes, in out/pictures/<theme>/<surface>.png, to look at.
// `-- --use` also cuts those that the README shows, and puts them where they are used.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageVsix } from './lib/build.mjs';
import { launchBrowser, prepareBrowser } from './lib/browser.mjs';
import { prepareCode } from './lib/code.mjs';
import { ensureDependencies } from './lib/npm.mjs';
import { root } from './lib/paths.mjs';
import { encodePng } from './lib/png.mjs';
import { endAll } from './lib/processes.mjs';
import { during, main, options, step } from './lib/say.mjs';
import { installVsix, startServer } from './lib/server.mjs';
import { makeScenes, surfaces } from './window/surfaces.mjs';
import { Workbench } from './window/workbench.mjs';
import { plainEnvironment, temporaryFolder } from './lib/worlds.mjs';

/** The built-in themes, as the newest VS Code calls them in settings. */
const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  contrast: 'Default High Contrast',
  contrastLight: 'Default High Contrast Light',
};

const known = { themes: 'value', only: 'value', use: 'flag', help: 'flag' };
const help = `npm run pictures -- [options]

  --themes dark,light   these only (of dark, light, contrast, contrastLight)
  --only tree,welcome   these surfaces only
  --use                 also renew the pictures of the README`;

const size = { width: 1200, height: 800 };

await main(async () => {
  const given = options(known);
  if (given.help) return void console.log(help);
  await ensureDependencies(step);
  const code = await prepareCode('newest');
  const executable = await prepareBrowser();
  const extensions = temporaryFolder('extensions');
  await during('Building and installing the extension', async () => {
    await installVsix({ code, vsix: await packageVsix(join(extensions, 'phased-plans.vsix')), extensions });
  });
  const scenes = await during('Making the repositories', makeScenes);
  const wanted = surfaces.filter(({ name }) => !given.only || given.only.split(',').includes(name));
  const browser = await launchBrowser(executable);
  const missed = [];
  try {
    for (const theme of given.themes?.split(',') ?? Object.keys(themes)) {
      missed.push(...(await takeTheme({ theme, wanted, code, extensions, scenes, browser, use: given.use })));
    }
  } finally {
    await browser.close().catch(() => undefined);
  }
  for (const line of missed) console.error(`✘ ${line}`);
  endAll();
  return missed.length === 0 ? 0 : 1;
});

async function takeTheme({ theme, wanted, code, extensions, scenes, browser, use }) {
  const done = step(`Taking ${wanted.length} pictures, ${theme}`);
  const settings = { 'workbench.colorTheme': themes[theme], 'editor.minimap.enabled': false };
  const server = await startServer({ code, extensions, settings, env: { ...process.env, ...plainEnvironment() } });
  const page = await (await browser.newContext({ viewport: size })).newPage();
  const workbench = new Workbench(page, server);
  const missed = [];
  let scene;
  try {
    for (const surface of wanted) {
      try {
        if (scene !== surface.scene) {
          await workbench.open(scenes[surface.scene]);
          scene = surface.scene;
        }
        await surface.show(workbench);
        await settle(page, surface);
        await save(page, surface, { theme, use });
      } catch (error) {
        missed.push(`${theme}, ${surface.name}: ${String(error.message).split('\n')[0]}`);
        await workbench.screenshot(join(root, 'out', 'pictures', theme, `${surface.name}-missed.png`));
      }
      await page.keyboard.press('Escape');
    }
  } finally {
    await page.context().close();
    await server.stop();
  }
  done();
  return missed;
}

/** Until lenses and icons are drawn; and the pointer where it brings up no tooltip, unless one is the picture. */
async function settle(page, { name }) {
  if (name !== 'status-bar') await page.mouse.move(size.width - 300, size.height - 60);
  await page.waitForTimeout(1500);
}

async function save(page, { name, readme }, { theme, use }) {
  const file = join(root, 'out', 'pictures', theme, `${name}.png`);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  if (!use || !readme || theme !== 'dark') return;
  await cutOut(page.context(), file, readme.cut, join(root, 'docs', 'images', `${readme.name}.png`));
}

/** Cuts in the browser, which has a decoder. */
async function cutOut(context, file, cut, target) {
  const page = await context.newPage();
  const url = `data:image/png;base64,${readFileSync(file, 'base64')}`;
  const pixels = await page.evaluate(readPixels, { url, cut });
  await page.close();
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, encodePng(Buffer.from(pixels, 'base64'), cut));
}

/* global Image, document, btoa -- of the page it runs in */
async function readPixels({ url, cut }) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: cut.width, height: cut.height });
  const context = canvas.getContext('2d');
  context.drawImage(image, -cut.x, -cut.y);
  const { data } = context.getImageData(0, 0, cut.width, cut.height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(text);
}
