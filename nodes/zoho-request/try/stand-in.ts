import type { Request } from "express";
import { findNode, type Node, type NodeAPI, own } from "../../shared/red";

/**
 * The node as which the values of a dialog are evaluated: the deployed one, whose context and environment they have.
 * Where it is not deployed, and for who may not deploy, one that has neither: nobody learns by a dialog what no flow of
 * theirs could tell them.
 */
export function nodeOrStandIn(RED: NodeAPI, id: string, request: Request): Node {
  const deployed = id === "" ? undefined : findNode(RED, id);
  if (!mayDeploy(request)) return standIn(id, "its value is told only to people who may deploy");
  if (deployed?.type === "zoho-request") return deployed;
  return standIn(id, "its value is known as soon as the node is deployed");
}

/** All that Node-RED asks of a node whose property it evaluates. */
function standIn(id: string, problem: string): Node {
  const unknown = (): never => {
    throw new Error(problem);
  };
  return { id, type: "zoho-request", context: unknown, _flow: { getSetting: unknown } } as unknown as Node;
}

/** As Node-RED reads the scope of a token; without `adminAuth` there is none, and everybody may. */
function mayDeploy(request: Request): boolean {
  if (own(request, "user") === undefined) return true;
  const scopes = [own(own(request, "authInfo"), "scope")].flat();
  return scopes.some((scope) => ["*", "write", "*.write", "flows.write"].includes(String(scope)));
}
