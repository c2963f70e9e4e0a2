namespace Chancery.Protection.Cms;

/// <summary>A CMS structure that cannot be read, or is over a limit. The text is fit for records: no content, no secret.</summary>
internal sealed class CmsException(string reason, Exception? cause = null) : Exception(reason, cause);
