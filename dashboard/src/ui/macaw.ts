/** Macaw-ui gives its inputs a role that is none; this takes it away. */
export const WITHOUT_ROLE = { role: undefined };
