import type { Handler } from './call.js';

export const listEvents: Handler = ({ account, params }) => {
  const types = params.texts('types');
  return account.events.list(params, '/v1/events', ({ type }) => types.length === 0 || types.includes(type));
};

export const readEvent: Handler = ({ account, id }) => account.events.get(id);
