import { lastEnded } from '../clock/last-ended.js';
import { initialLanguage, loadCatalogue } from '../i18n/catalogues.js';
import { namespacesOf, SHARED_NAMESPACES, type TextArea } from '../i18n/languages.js';
import { sendEarly } from './early-responses.js';

const BASE = '/api/v1';

interface FirstPage {
  readonly area: TextArea;
  /** Addresses that the page requests as soon as it renders, exactly as it writes them. */
  readonly requests: readonly string[];
  /** By an address of `requests`: returns the addresses that the page requests when it has the response. */
  readonly followUps?: Readonly<Record<string, (response: Response) => Promise<readonly string[]>>>;
}

/** A list response, with the fields that determine follow-up requests. */
interface ItemsOf<Item> {
  readonly items: readonly Item[];
}

interface ListedContract {
  readonly id: string;
  readonly state: string;
}

interface ListedBill {
  readonly id: string;
  readonly periodTo: string;
  readonly billGroup: object | null;
}

/** Returns the addresses of the expected costs that the customer's first page shows. */
async function findCosts(contracts: Response): Promise<readonly string[]> {
  const { items } = (await contracts.json()) as ItemsOf<ListedContract>;
  return items.filter(({ state }) => state === 'active').map(({ id }) => `/contracts/${id}/cost-so-far`);
}

/**
 * Returns the address of the invoice that the customer's first page evaluates. The page itself requests the document of
 * a billing group, which has another address.
 */
async function findLastBill(invoices: Response): Promise<readonly string[]> {
  const { items } = (await invoices.json()) as ItemsOf<ListedBill>;
  const bill = lastEnded(items, Date.now());
  return bill?.billGroup === null ? [`/invoices/${bill.id}`] : [];
}

/** First page of each area, by the first path segment. */
const FIRST_PAGES: Readonly<Record<string, FirstPage>> = {
  field: { area: 'technician', requests: ['/technicians/me/day', '/technicians'] },
  plant: {
    area: 'customer',
    requests: [
      '/machines?limit=100&include=duty',
      '/alarms?limit=100&state=open',
      '/contracts?limit=100',
      '/invoices?limit=5',
    ],
    followUps: { '/contracts?limit=100': findCosts, '/invoices?limit=5': findLastBill },
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
      if (response.ok) for (const address of page.requests) request(page, address).catch(() => undefined);
    },
    () => undefined,
  );
}

/** Sends a request of the page, and then those that depend on its response. */
function request({ followUps }: FirstPage, address: string): Promise<unknown> {
  const followUp = followUps?.[address];
  return sendEarly(
    `${BASE}${address}`,
    followUp &&
      (async (response) => {
        for (const next of await followUp(response)) void sendEarly(`${BASE}${next}`);
      }),
  );
}
