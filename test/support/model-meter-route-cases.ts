import type { RouteCase } from './route-case.js';

const FIRST = { 'if-match': '"1"' };
const meter: RouteCase['path'] = (_of, maker) => ({ id: maker.ids.model_meter! });
const model: RouteCase['path'] = (_of, maker) => ({ id: maker.ids.equipment_model! });

/** Meters of a model are visible only to the maker. Contracts contain the agreed terms of their own meters. */
export const MODEL_METER_ROUTE_CASES: Readonly<Record<string, RouteCase>> = {
  'GET /models/:id/meters': {
    audience: 'staff',
    path: model,
    shows: (_of, maker) => maker.ids.model_meter!,
  },
  'POST /models/:id/meters': {
    audience: 'staff',
    path: model,
    body: () => ({ name: 'Pressure over time', signalKey: 'pressure_bar', method: 'integral' }),
    shows: () => '"unit":"bar.h"',
  },
  'GET /model-templates': { audience: 'self', shows: () => '"key":"compressor"' },
  'POST /models/from-template': {
    audience: 'self',
    body: () => ({ template: 'pump', code: 'P-200', name: 'Pump P 200' }),
    shows: () => 'volume_m3_total',
  },
  'GET /model-meters/proposals': {
    audience: 'staff',
    as: 'finance',
    query: (of) => `machineIds=${of.ids.machine}`,
    shows: () => 'run_hours_total',
  },
  'GET /contracts/:id/meter-origins': {
    audience: 'staff',
    as: 'finance',
    path: (of) => ({ id: of.ids.contract! }),
    given: async (of, maker, { sql }) => {
      await sql('update meter set model_meter_id = $2 where id = $1', [of.ids.meter, maker.ids.model_meter]);
    },
    shows: (_of, maker) => maker.ids.model_meter!,
  },
  'PATCH /model-meters/:id': {
    audience: 'staff',
    path: meter,
    headers: FIRST,
    body: () => ({ maxGapMinutes: 60 }),
    shows: (_of, maker) => maker.ids.model_meter!,
  },
  'DELETE /model-meters/:id': { audience: 'staff', path: meter, headers: FIRST },
};
