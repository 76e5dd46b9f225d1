import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import mqtt from 'mqtt-packet';
import type { ParserOrder, ParserReport } from './parser.process.js';
import { PublishReader } from './publish-reader.js';

const HOST = '127.0.0.1';
const CONNECT = 1;
const SUBACK = 9;
let parsed = 0;

process.on('message', (order: ParserOrder) => {
  take(order).then(
    (report) => process.send!(report),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

process.once('disconnect', () => process.exit(0));

async function take(order: ParserOrder): Promise<ParserReport> {
  if (order.kind === 'serve') await serve(order.port);
  if (order.kind === 'subscribe') await subscribe(order.port, order.filter);
  const { user, system } = process.cpuUsage();
  return { parsed, cpuSeconds: (user + system) / 1e6 };
}

async function serve(port: number): Promise<void> {
  const server = createServer((socket) => {
    parseFrom(socket, (type) => {
      if (type === CONNECT)
        socket.write(mqtt.generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
    });
  });
  server.listen({ port, host: HOST, backlog: 2048 });
  await once(server, 'listening');
}

async function subscribe(port: number, filter: string): Promise<void> {
  const socket = connect(port, HOST);
  await once(socket, 'connect');
  socket.write(
    mqtt.generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: 'bench-parser',
      clean: true,
      keepalive: 0,
    }),
  );
  socket.write(mqtt.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos: 1 }] }));
  await new Promise<void>((resolve) => parseFrom(socket, (type) => type === SUBACK && resolve()));
}

function parseFrom(socket: Socket, other: (type: number) => void): void {
  socket.setNoDelay(true);
  const reader = new PublishReader((payload) => {
    JSON.parse(payload);
    parsed++;
  }, other);
  socket.on('data', (chunk) => {
    const answer = reader.read(chunk);
    if (answer.length > 0) socket.write(answer);
  });
  socket.on('error', () => socket.destroy());
}
