import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BuiltSite } from './built-site.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isRequired = process.env['REQUIRE_CHROMIUM'] === '1';

/** A phone held upright, and a laptop. */
const SCREENS = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'laptop', width: 1280, height: 800 },
] as const;

/** How wide the page is shown, and how wide it would like to be. */
const WIDTHS = '[document.documentElement.clientWidth, document.documentElement.scrollWidth]';

/** The pictures of a page once they are drawn; one that cannot be rejects. */
const DRAWN_IMAGES = `Promise.all(
  [...document.querySelectorAll('.tsd-typography img')].map(async (image) => {
    await image.decode();
    return { width: image.clientWidth, alt: image.alt };
  }),
)`;

let site: BuiltSite;

beforeAll(async () => {
  site = await BuiltSite.build();
});

afterAll(async () => {
  await site[Symbol.asyncDispose]();
});

describe('the docs site', () => {
  it('has no dead links within itself', async () => {
    const pages = await site.pages();
    const texts = new Map(
      await Promise.all(pages.map(async (page) => [page, await site.read(page)] as const)),
    );
    const dead: string[] = [];
    for (const [page, text] of texts) {
      for (const [, link = ''] of text.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        if (/^(?:[a-z]+:|\/\/)/i.test(link)) continue;
        const [path = '', anchor = ''] = link.replaceAll('&amp;', '&').split('#').map(decodeURIComponent);
        const target = path === '' ? page : posix.join(posix.dirname(page), path.replace(/\?.*/, ''));
        const isThere = existsSync(`${site.folder}/${target}`);
        const hasAnchor = anchor === '' || texts.get(target)?.includes(`id="${anchor}"`) !== false;
        if (!isThere || !hasAnchor) dead.push(`${page}: ${link}`);
      }
    }

    expect(pages.length).toBeGreaterThan(100);
    expect([...new Set(dead)]).toEqual([]);
  });
});

describe.skipIf(!isRequired && !existsSync(CHROMIUM))(`the docs site in Chromium (needs ${CHROMIUM})`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser.close();
  });

  /** Opens pages of the site, and gathers whatever they complain of. */
  async function open(options: Parameters<Browser['newContext']>[0] = {}) {
    const context: BrowserContext = await browser.newContext(options);
    const page: Page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(site.url) && !request.url().startsWith('data:'))
        complaints.push(`asks ${request.url()}`);
    });
    return { context, page, complaints };
  }

  it.each([
    ['waitUntilHealthy', /waitUntilHealthy/i],
    ['QuotaExceededError', /QuotaExceededError/],
    ['runbook', /Health runbook/],
  ])('finds %s by its search', async (words, found) => {
    const { context, page, complaints } = await open();
    await page.goto(site.url);

    await page.locator('#tsd-search-trigger').click();
    await page.locator('#tsd-search-input').pressSequentially(words);
    const result = page.locator('#tsd-search-results li', { hasText: found }).first();
    await result.waitFor();
    await result.locator('a').click();
    await page.waitForURL((url) => url.pathname.length > 1);

    expect(`${await page.title()} ${page.url()}`).toMatch(found);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('draws every diagram and plot', async () => {
    const { context, page, complaints } = await open();
    const seen: { readonly width: number; readonly alt: string }[] = [];
    for (const name of ['Architecture', 'Benchmarks']) {
      await page.goto(`${site.url}/documents/${name}.html`);
      seen.push(...(await page.evaluate<typeof seen>(DRAWN_IMAGES)));
    }

    expect(seen).toHaveLength(4);
    for (const { width, alt } of seen) {
      expect(width, alt).toBeGreaterThan(300);
      expect(alt.length).toBeGreaterThan(40);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each(SCREENS)('shows the guides on a $name without scrolling sideways', async ({ width, height }) => {
    const { context, page, complaints } = await open({ viewport: { width, height } });
    const documents = (await site.pages()).filter((name) => name.startsWith('documents/'));
    const pages = [
      'index.html',
      'modules.html',
      'classes/ec2-worker-client.Ec2WorkerClient.html',
      ...documents,
    ];
    const wide: string[] = [];
    for (const name of pages) {
      await page.goto(`${site.url}/${encodeURI(name)}`);
      const [shown, needed] = await page.evaluate<[number, number]>(WIDTHS);
      if (needed > shown) wide.push(`${name}: ${needed} of ${shown}`);
    }

    expect(documents.length).toBeGreaterThanOrEqual(13);
    expect(wide).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
