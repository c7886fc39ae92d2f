import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showCloud, type ShownCloud } from './cloud-page.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

let shown: ShownCloud;
let browser: Browser;
let tab: Page;

/** Chromium without a screen hides no page; a page is told in the same way. */
const hide = (hidden: boolean) => `
  Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
  document.dispatchEvent(new Event('visibilitychange'));`;

describe.skipIf(!existsSync(executablePath))(`the cloud on the page (${executablePath}, or CHROMIUM)`, () => {
  beforeAll(async () => {
    shown = await showCloud({ page: true });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    tab = await browser.newPage();
    tab.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser?.close();
    await shown?.close();
  });

  it('draws a run as it goes, by keyboard to what went in and came out', async () => {
    const arn = await shown.run({ kilos: 140, password: 'hunter2' });
    await tab.goto(`${shown.origin}/#/cloud`);
    await tab.getByRole('link', { name: 'parcels', exact: true }).waitFor();
    await tab.getByRole('link', { name: /^Workflows/ }).click();
    await tab.getByRole('link', { name: arn.split(':').at(-1)! }).click();
    await tab.getByRole('link', { name: 'Ask carrier: running' }).waitFor();
    await tab.getByRole('link', { name: 'Pack: not entered' }).waitFor();

    await shown.refuse('TooHeavy');
    const caught = tab.getByRole('link', { name: 'Ask carrier: caught' });
    await caught.focus();
    await tab.keyboard.press('Enter');
    const detail = tab.getByRole('region', { name: 'Ask carrier' });
    await detail.getByText('More than 100 kg.').first().waitFor();
    expect(await detail.textContent()).toContain('"password": "***"');
    expect(decodeURIComponent(new URL(tab.url()).hash)).toBe(`#/cloud/workflows/${arn}/Ask carrier`);
    await tab.getByRole('link', { name: 'Not shipped: failed' }).waitFor();
  });

  it('shows alarms', async () => {
    await tab.goto(`${shown.origin}/#/cloud/alarms`);
    await tab.getByRole('row', { name: /^parcels-lost No data .* Sum of Lost > 0, 1 of 1 × 60 s/ }).waitFor();
  });

  it('says of dead letters whose they are', async () => {
    await tab.goto(`${shown.origin}/#/cloud/queues/tracking-dead`);
    const row = tab.getByRole('row', { name: /^tracking-dead/ });
    await row.getByText('of the stream of Steps, read by Track; function Track; schedule nightly').waitFor();
  });

  it('asks nothing while nobody looks', async () => {
    await tab.goto(`${shown.origin}/#/cloud/queues`);
    await tab.getByRole('link', { name: 'parcels', exact: true }).waitFor();
    await tab.evaluate(hide(true));
    let asked = 0;
    tab.on('request', () => asked++);
    await tab.waitForTimeout(2_500);
    expect(asked).toBe(0);
    const again = tab.waitForRequest('**/_local/cloud');
    await tab.evaluate(hide(false));
    await again;
  });
});
