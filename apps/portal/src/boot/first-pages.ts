import { initialLanguage, loadCatalogue } from '../i18n/catalogues.js';
import { namespacesOf, SHARED_NAMESPACES, type TextArea } from '../i18n/languages.js';
import { sendEarly } from './early-responses.js';

const BASE = '/api/v1';

interface FirstPage {
  readonly area: TextArea;
  /** Addresses that the page requests as soon as it renders, exactly as it writes them. */
  readonly requests: readonly string[];
}

/** First page of each area, by the first path segment. */
const FIRST_PAGES: Readonly<Record<string, FirstPage>> = {
  field: { area: 'technician', requests: ['/technicians/me/day', '/technicians'] },
  plant: {
    area: 'customer',
    requests: ['/machines?limit=100&include=duty', '/alarms?limit=100&state=open', '/contracts?limit=100'],
  },
  today: {
    area: 'maker',
    requests: ['/today', '/fleet/summary', '/notifications?limit=30', '/hubs'],
  },
};

/**
 * Requests the session, the texts and the data of the page at an address while its scripts load. Failures are left to
 * the page's own requests.
 */
export function prepareFirstPage(pathname: string): void {
  const [, segment = '', rest = ''] = pathname.split('/');
  const page = FIRST_PAGES[segment];
  const session = sendEarly(`${BASE}/session`);
  const language = initialLanguage();
  const ofArea = page === undefined ? [] : namespacesOf(page.area, rest === '');
  for (const namespace of [...SHARED_NAMESPACES, ...ofArea])
    loadCatalogue(language, namespace).catch(() => undefined);
  if (page === undefined || rest !== '') return;
  session.then(
    ({ response }) => {
      if (response.ok) for (const address of page.requests) void sendEarly(`${BASE}${address}`);
    },
    () => undefined,
  );
}
