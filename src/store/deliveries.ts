/** What one outside target receives, once. `id` is the idempotency key of every attempt. `payload` is redacted for that target. */
export type Delivery = { id: string; target: string; reference: string; revision: number; at: string; payload: object };

export type DeliveryState = "waiting" | "delivered" | "dead";

/** The outbox has given up on a "dead" one; only an operator retries it. `error` describes the last attempt. */
export type StoredDelivery = Delivery & {
  state: DeliveryState;
  attempts: number;
  nextAt: string;
  deliveredAt: string | null;
  error: string | null;
};

/** The outbox. Each delivery has its own due time and is leased to one process at a time. */
export interface Deliveries {
  /** Leases what is due at `now` until `until`, oldest first, except for the targets in `except`. `attempts` counts this attempt. */
  takeDue(now: string, until: string, most: number, except?: readonly string[]): Promise<StoredDelivery[]>;
  markDelivered(id: string, at: string): Promise<void>;
  /** Notes a failed attempt. The next one is due at `nextAt`; null makes the delivery dead. */
  markFailed(id: string, error: string, nextAt: string | null): Promise<void>;
  /** Makes dead deliveries due at `now`, all or those with these ids, and returns how many. */
  retryDead(now: string, ids?: readonly string[]): Promise<number>;
  /** When the next one is due, except for the targets in `except`. Undefined when none waits. */
  nextDue(except?: readonly string[]): Promise<string | undefined>;
  /** Newest first, with their payloads. */
  list(wish: { reference?: string; state?: DeliveryState; most: number }): Promise<StoredDelivery[]>;
  /** How many deliveries of each target are in each state. */
  count(): Promise<{ target: string; state: DeliveryState; count: number }[]>;
}
