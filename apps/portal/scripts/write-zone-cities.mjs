#!/usr/bin/env node
/**
 * Generates the city names of IANA time zones (`zones.json` of each language) from Unicode's CLDR. The CLDR packages
 * take a hundred megabytes, while the portal needs only a few kilobytes of them. Run this script again for each new
 * CLDR version.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLDR = '48.2.0';
const LANGUAGES = ['en', 'zh', 'es', 'id', 'pl'];
const texts = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'i18n');

const folder = mkdtempSync(join(tmpdir(), 'cldr-'));

/** Returns the files of a published package. */
function unpack(name, files) {
  execFileSync('npm', ['pack', `${name}@${CLDR}`, '--silent'], { cwd: folder });
  execFileSync(
    'tar',
    ['xzf', `${name}-${CLDR}.tgz`, 'package/LICENSE', ...files.map((file) => `package/${file}`)],
    {
      cwd: folder,
    },
  );
  return files.map((file) => JSON.parse(readFileSync(join(folder, 'package', file), 'utf8')));
}

/** Flattens `{Asia: {Shanghai: {exemplarCity}}}` to pairs of zone and city. */
function citiesOf(tree, path = []) {
  if (typeof tree.exemplarCity === 'string') return [[path.join('/'), tree.exemplarCity]];
  return Object.entries(tree).flatMap(([name, child]) =>
    typeof child === 'object' ? citiesOf(child, [...path, name]) : [],
  );
}

/** Returns the portal's fallback name for a zone without a translated name. */
const ofId = (zone) => zone.split('/').at(-1).replace(/_/g, ' ');

try {
  const [bcp47] = unpack('cldr-bcp47', ['bcp47/timezone.json']);
  // CLDR keys a zone by its original ID and lists the current ID of the time zone database beside it. The other
  // aliases are different places with the same time, not names of the city.
  const renamed = Object.values(bcp47.keyword.u.tz).flatMap(({ _alias: names, _iana: today }) =>
    today === undefined ? [] : [[today, names.split(' ')[0]]],
  );
  const told = unpack(
    'cldr-dates-full',
    LANGUAGES.map((language) => `main/${language}/timeZoneNames.json`),
  );
  copyFileSync(join(folder, 'package', 'LICENSE'), join(texts, 'cldr-licence.txt'));
  let english = new Map();
  LANGUAGES.forEach((language, place) => {
    const cities = new Map(citiesOf(told[place].main[language].dates.timeZoneNames.zone));
    cities.delete('Etc/Unknown');
    for (const [today, first] of renamed) if (cities.has(first)) cities.set(today, cities.get(first));
    const news = [...cities].filter(([zone, city]) => city !== (english.get(zone) ?? ofId(zone)));
    news.sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(
      join(texts, 'locales', language, 'zones.json'),
      `${JSON.stringify(Object.fromEntries(news), null, 2)}\n`,
    );
    if (language === 'en') english = new Map(news);
  });
} finally {
  rmSync(folder, { recursive: true });
}
