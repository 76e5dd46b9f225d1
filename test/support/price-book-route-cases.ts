import type { RouteCase } from './route-case.js';
import type { MakerOfWorld } from './world.js';

const book: RouteCase['path'] = (_of, maker) => ({ id: maker.ids.price_book! });
const version: RouteCase['path'] = (_of, maker) => ({ versionId: maker.ids.price_book_version! });
const entry = (maker: MakerOfWorld) => ({
  planId: maker.ids.plan,
  key: 'base',
  pricing: { model: 'flat', amount: '120.00' },
});

const file = (): FormData => {
  const data = new FormData();
  data.append(
    'file',
    new Blob(['plan,charge,model,amount\nNONE,base,flat,1.00\n'], { type: 'text/csv' }),
    'b.csv',
  );
  return data;
};

/** Price books are internal to the maker. */
export const PRICE_BOOK_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /price-books': { audience: 'staff', as: 'finance', shows: (_of, maker) => maker.ids.price_book! },
  'GET /price-books/offers': {
    audience: 'staff',
    as: 'finance',
    query: (_of, maker) => `planId=${maker.ids.plan}&currency=PLN&day=2026-02-01`,
    shows: (_of, maker) => maker.ids.price_book_version!,
  },
  'GET /price-books/:id': {
    audience: 'staff',
    as: 'finance',
    path: book,
    shows: (_of, maker) => maker.ids.price_book!,
  },
  'POST /price-books': {
    audience: 'self',
    as: 'finance',
    body: () => ({ code: crypto.randomUUID().slice(0, 8), name: 'Another', currency: 'EUR' }),
    shows: () => '"name":"Another"',
  },
  'POST /price-books/:id/versions': {
    audience: 'staff',
    as: 'finance',
    path: book,
    body: (_of, maker) => ({ validFrom: '2027-01-01', validTo: null, entries: [entry(maker)] }),
    shows: () => '"validFrom":"2027-01-01"',
  },
  'POST /price-books/:id/file': {
    audience: 'staff',
    as: 'finance',
    path: book,
    body: file,
    shows: () => 'import.plan_unknown',
  },
  'GET /price-books/versions/:versionId': {
    audience: 'staff',
    as: 'finance',
    path: version,
    shows: (_of, maker) => maker.ids.plan!,
  },
  'GET /price-books/versions/:versionId/export': {
    audience: 'staff',
    as: 'finance',
    path: version,
    shows: () => '100.00',
  },
};
