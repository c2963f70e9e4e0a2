using Chancery.Policy.Facts;

namespace Chancery.Mail.Labels;

/// <summary>What the labels of a mail come to by the tenant's classification.</summary>
/// <param name="Label">The highest; empty for none.</param>
/// <param name="Conflict">Two labels contradict each other.</param>
internal sealed record LabelVerdict(Fact Label, Fact Conflict);
