// Sends what is typed to /v1/explain and shows the answer. Text is only ever set as text.

const part = (id) => document.getElementById(id);

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// The server counts code points, JavaScript UTF-16 units: cut a list of characters instead.
function mark(text, spans) {
  const characters = Array.from(text);
  const pieces = [];
  let at = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    pieces.push(characters.slice(at, start).join(""), element("mark", characters.slice(start, end).join("")));
    at = end;
  }
  return [...pieces, characters.slice(at).join("")];
}

function show(text, verdict) {
  const { flagged, abstained = [], reasons, scores } = verdict;
  part("verdict").textContent = flagged.length
    ? `Flagged: ${flagged.join(", ")}`
    : abstained.length
      ? "Not judged: it does not seem to be English."
      : "Nothing to flag.";
  part("marked").replaceChildren(...mark(text, reasons.flatMap((reason) => reason.spans)));
  part("reasons").replaceChildren(
    ...reasons.map(({ label, score, summary, smallest_change: change }) => {
      const passes = change ? ` Would pass: “${change.text}”` : "";
      return element("li", `${label} (${Math.round(score * 100)} %): ${summary}${passes}`);
    }),
  );
  part("scores").replaceChildren(
    ...Object.entries(scores).map(([label, score]) => {
      const row = document.createElement("tr");
      const told = score === null ? "unknown" : score.toFixed(2);
      row.append(element("td", label), element("td", told), element("td", flagged.includes(label) ? "flagged" : ""));
      return row;
    }),
  );
  part("result").hidden = false;
}

async function score(event) {
  event.preventDefault();
  const [text, topic, key] = ["text", "topic", "key"].map((id) => part(id).value);
  const headers = { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) };
  part("error").hidden = true;
  try {
    const response = await fetch("v1/explain", {
      method: "POST",
      headers,
      body: JSON.stringify({ text, ...(topic && { topic }) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error.message);
    show(text, answer);
  } catch (error) {
    part("error").textContent = error.message;
    part("error").hidden = false;
    part("result").hidden = true;
  }
}

part("form").addEventListener("submit", score);
