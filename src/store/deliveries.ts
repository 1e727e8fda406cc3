/** One package for one target. `id` is the idempotency key of every attempt. `payload` is redacted for the target. */
export type Delivery = { id: string; target: string; reference: string; revision: number; at: string; payload: object };

export type DeliveryState = "waiting" | "delivered" | "dead";

/** The outbox has given up on a "dead" delivery; only an operator can retry it. `error` describes the last attempt. */
export type StoredDelivery = Delivery & {
  state: DeliveryState;
  attempts: number;
  nextAt: string;
  deliveredAt: string | null;
  error: string | null;
};

/** The outbox. Each delivery has its own due time and is leased to one process at a time. */
export interface Deliveries {
  /** Leases deliveries that are due at `now` until `until`, oldest first, except those for the targets in `except`. `attempts` includes this attempt. */
  takeDue(now: string, until: string, most: number, except?: readonly string[]): Promise<StoredDelivery[]>;
  markDelivered(id: string, at: string): Promise<void>;
  /** Records a failed attempt. The next attempt is due at `nextAt`; null makes the delivery dead. */
  markFailed(id: string, error: string, nextAt: string | null): Promise<void>;
  /** Makes dead deliveries due at `now`, all of them or those with the given ids. Returns their number. */
  retryDead(now: string, ids?: readonly string[]): Promise<number>;
  /** When the next delivery is due, except those for the targets in `except`. Undefined when no delivery waits. */
  nextDue(except?: readonly string[]): Promise<string | undefined>;
  /** Newest first, with their payloads. */
  list(filter: { reference?: string; state?: DeliveryState; most: number }): Promise<StoredDelivery[]>;
  /** The number of deliveries per target and state. */
  count(): Promise<{ target: string; state: DeliveryState; count: number }[]>;
}
