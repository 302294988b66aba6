// A page opens without a word in the console, without an error, and asks for nothing but the portal's own files.

// Listens to a tab. `take` gives what was noticed since the last time.
export function listen(tab) {
  let noticed = [];
  let asked = [];
  tab.on('console', (message) => noticed.push(`console ${message.type()}: ${message.text()}`));
  tab.on('pageerror', (error) => noticed.push(`page error: ${error.message}`));
  tab.on('request', (request) => asked.push({ url: request.url(), kind: request.resourceType() }));
  tab.on('requestfailed', (request) => noticed.push(`request failed: ${request.url()} (${request.failure()?.errorText})`));
  tab.on('response', (response) => response.status() >= 400 && noticed.push(`answer ${response.status()}: ${response.url()}`));
  tab.on('websocket', (socket) => asked.push({ url: socket.url(), kind: 'websocket' }));
  tab.on('dialog', (dialog) => { noticed.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  return {
    take: () => {
      const taken = { noticed, asked };
      [noticed, asked] = [[], []];
      return taken;
    },
  };
}

// Judges what `take` gave, for a portal that lies at `base`. A blocked request is one finding, not three.
export function quiet({ noticed, asked }, violations, base) {
  const foreign = asked.map(({ url }) => url).filter((url) => !url.startsWith(base) && !url.startsWith('data:'));
  const rest = noticed.filter((line) => !foreign.some((url) => line.includes(url)) && !/^console error: Failed to load resource/.test(line));
  return [...foreign.map((url) => `asks for ${url}`), ...new Set(rest), ...violations.map((violation) => `policy violated: ${violation}`)];
}
