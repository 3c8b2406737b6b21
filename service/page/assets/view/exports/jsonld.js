/** Records in the words of schema.org, as `onrecord extract --format jsonld` writes them. */

const DAY = /^\d{4}(?:-\d{2}){0,2}$/;
const AGENTS = { person: "Person", party: "PoliticalParty", government: "GovernmentOrganization", country: "Country" };

/** @param {any} extraction */
export function graph(extraction) {
  const { transcript } = extraction;
  const report = known({
    "@id": `urn:sha256:${transcript.sha256}`,
    "@type": "NewsArticle",
    name: transcript.title,
    publisher: transcript.source,
    datePublished: transcript.published,
    inLanguage: transcript.language,
  });
  const things = Object.values(extraction).filter(Array.isArray).flat().map((record) => ("content" in record ? statement(record) : event(record)));
  return { "@context": "https://schema.org", "@graph": [report, ...things.map((thing) => ({ ...thing, subjectOf: { "@id": report["@id"] } }))] };
}

/** Quoted words are a Quotation; their gist is a Claim. */
function statement(record) {
  const isQuotation = record.kind === "direct";
  return known({
    "@id": address(record.id),
    "@type": isQuotation ? "Quotation" : "Claim",
    text: record.content.map((words) => words.text).join(" "),
    [isQuotation ? "spokenByCharacter" : "author"]: agent(record.speaker),
    about: record.about.map((id) => ({ "@id": address(id) })),
  });
}

function event(record) {
  const parts = Object.entries(record).filter(([name]) => name !== "attributed_to").flatMap(([, value]) => value).filter((part) => part && typeof part === "object");
  const dates = parts.filter((part) => part.edtf && DAY.test(part.edtf));
  return known({
    "@id": address(record.id),
    "@type": "Event",
    additionalType: record.id.split("_")[0],
    description: record.evidence.map((evidence) => evidence.text).join(" "),
    startDate: dates[0]?.edtf ?? null,
    location: parts.filter((part) => "name" in part && !("role" in part)).map(place),
    contributor: parts.filter((part) => "role" in part).map(agent),
  });
}

function agent(actor) {
  if (!actor) return null;
  return known({
    "@type": AGENTS[actor.kind] ?? "Organization",
    name: actor.name,
    [actor.kind === "person" ? "jobTitle" : "description"]: actor.role,
    affiliation: actor.affiliation ? { "@type": "Organization", name: actor.affiliation } : null,
  });
}

function place({ name, country }) {
  const where = country ? { "@type": "PostalAddress", addressCountry: country } : null;
  return known({ "@type": "Place", name, address: where });
}

function address(record) {
  return `urn:onrecord:${record}`;
}

/** Without what is not known: JSON-LD leaves that out. */
function known(thing) {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && !value.length)));
}
