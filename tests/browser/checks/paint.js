// How soon a page shows something on a phone: a slow line and a slow processor, and nothing kept from before.
// The line is that of "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; the processor is slowed fourfold.
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOWER = 4;

// Opens a page by its address and tells requests, bytes as they were sent, and milliseconds to the first contentful paint (W3C Paint Timing).
export async function firstPaint(browser, address) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  let requests = 0;
  let bytes = 0;
  session.on('Network.requestWillBeSent', () => { requests += 1; });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await tab.goto(address, { waitUntil: 'load' });
  const paint = await tab.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => {
      const first = list.getEntriesByName('first-contentful-paint')[0];
      if (first) done(first.startTime);
    }).observe({ type: 'paint', buffered: true });
  }));
  await context.close();
  return { requests, bytes, paint };
}
