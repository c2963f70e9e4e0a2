namespace Chancery.Mail.Structure;

public enum PartKind { Leaf, Multipart, Message }
