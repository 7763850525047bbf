import { createServer, type Socket } from "node:net";
import { Aedes } from "aedes";

/** An MQTT broker on loopback. */
export interface MqttBroker {
  readonly port: number;
  /** Publishes as a gateway of its own would, quality of service 1. */
  publish(topic: string, payload: unknown): Promise<void>;
  /** Resolves when somebody has subscribed to the topic. */
  subscribed(topic: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a broker on a free port. */
export async function startMqttBroker(): Promise<MqttBroker> {
  const aedes = await Aedes.createBroker();
  const topics = new Set<string>();
  const waiting = new Set<() => void>();
  aedes.on("subscribe", (subscriptions) => {
    for (const { topic } of subscriptions) topics.add(topic);
    for (const look of [...waiting]) look();
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    aedes.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the broker has no port");
  return {
    port: address.port,
    publish: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet = {
          cmd: "publish",
          qos: 1,
          dup: false,
          retain: false,
          topic,
          payload: JSON.stringify(payload),
        } as const;
        aedes.publish(packet, (error) => {
          if (error instanceof Error) reject(error);
          else resolve();
        });
      }),
    subscribed: (topic) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!topics.has(topic)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      await new Promise<void>((resolve) => {
        aedes.close(() => {
          resolve();
        });
      });
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
